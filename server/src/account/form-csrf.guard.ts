import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { formOf } from '../bff/form.ts';
import { CsrfGuard } from '../csrf/csrf.guard.ts';
import type { SentToken } from '../csrf/csrf.service.ts';

/** The field of a form that carries the CSRF token. */
export const CSRF_FIELD = 'csrf_token';

/**
 * For pages whose forms work without scripts: the token comes in the form, where the header that scripts send it in
 * cannot be. Everything else is as for other requests.
 */
@Injectable()
export class FormCsrfGuard extends CsrfGuard {
  protected override sentToken(request: FastifyRequest): SentToken {
    const [token, ...others] = formOf(request).getAll(CSRF_FIELD);
    return token === undefined || others.length === 0 ? token : [token, ...others];
  }
}
