/** A value of `Base` that one guard or schema has checked, told apart by `Name`. */
export type Brand<Base, Name extends string> = Base & { readonly brand: Name };
