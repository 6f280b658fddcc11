/** Injection token of the effective `Settings`. */
export const SETTINGS: unique symbol = Symbol('SETTINGS');

/** Injection token of `LoadedSettings`: the settings with where they come from. */
export const LOADED_SETTINGS: unique symbol = Symbol('LOADED_SETTINGS');
