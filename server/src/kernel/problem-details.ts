import { PROBLEM_TYPES } from './problem-types.ts';
import type { ProblemType } from './problem-types.ts';

/** Media type of {@link ProblemDetails} (RFC 9457, section 6.1). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** An error as the client reads it (RFC 9457, section 3). `type` is a reference relative to the server's origin. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What is wrong with this very request, for people. Never holds a secret or the server's internals. */
  readonly detail?: string;
  /** `urn:uuid:` of the request, by which the log has it. */
  readonly instance?: string;
}

/** What one occurrence of a problem adds to its type. */
export interface ProblemOptions {
  /** Sent to the client. */
  readonly detail?: string | undefined;
  /** Further response headers, such as `Allow` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** For the log alone. */
  readonly cause?: unknown;
}

/** Thrown anywhere below a controller; the exception filter answers with its {@link ProblemDetails}. */
export class ProblemError extends Error {
  readonly type: ProblemType;
  readonly status: number;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(type: ProblemType, options: ProblemOptions = {}) {
    super(options.detail ?? PROBLEM_TYPES[type].title, { cause: options.cause });
    this.name = 'ProblemError';
    this.type = type;
    this.status = PROBLEM_TYPES[type].status;
    this.detail = options.detail;
    this.headers = options.headers ?? {};
  }
}

/**
 * The body of an error response.
 *
 * @param instance reference to this occurrence, such as `urn:uuid:…`
 */
export function problemDetails(
  type: ProblemType,
  detail?: string,
  instance?: string,
): ProblemDetails {
  const { status, title } = PROBLEM_TYPES[type];
  return {
    type: `/problems/${type}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(instance === undefined ? {} : { instance }),
  };
}
