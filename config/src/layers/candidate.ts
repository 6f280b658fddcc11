import type { ConfigDocument, Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { AliasTarget, Setting } from '../schema/config-schema.ts';

/** What one layer says about one key, before it is typed. */
export type Candidate = FileCandidate | EnvCandidate;

/** A value in a file. */
export interface FileCandidate {
  readonly layer: 'file';
  readonly path: KeyPath;
  readonly setting?: Setting | undefined;
  readonly document: ConfigDocument;
  readonly isList: boolean;
  readonly entries: readonly Entry[];
  readonly alias?: AliasUse | undefined;
}

/** A value in an environment variable. */
export interface EnvCandidate {
  readonly layer: 'env';
  readonly path: KeyPath;
  readonly setting: Setting;
  readonly variable: string;
  readonly text: string;
}

/** The old name that a value was set by. */
interface AliasUse {
  readonly name: string;
  readonly unit: AliasTarget['unit'];
}
