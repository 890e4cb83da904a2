/** The first error in a chain of causes. Node.js reports one error for each address of a host. */
export function rootCause(error: unknown): unknown {
  const { cause } = (error ?? {}) as { cause?: unknown };
  const before: unknown = error instanceof AggregateError ? error.errors[0] : cause;
  return before === undefined ? error : rootCause(before);
}
