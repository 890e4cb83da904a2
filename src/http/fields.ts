/** A parsed request body. A repeated form field is an array, which is refused later (`checkFields`). */
export type Fields = Record<string, unknown>;
