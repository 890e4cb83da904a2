/** A request body after parsing: duplicated form fields are arrays, which no field may be. */
export type Fields = Record<string, unknown>;
