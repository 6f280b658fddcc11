/** Names of sessions by something that several of them may share: a user, a session of the provider. */
export class NameIndex {
  readonly #names = new Map<string, Set<string>>();

  add(key: string, name: string): void {
    const names = this.#names.get(key);
    if (names) names.add(name);
    else this.#names.set(key, new Set([name]));
  }

  remove(key: string, name: string): void {
    const names = this.#names.get(key);
    names?.delete(name);
    if (names?.size === 0) this.#names.delete(key);
  }

  /** The names, oldest first; a copy, so that sessions may go while it is read. */
  get(key: string): readonly string[] {
    return [...(this.#names.get(key) ?? [])];
  }
}
