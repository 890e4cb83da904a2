/** A point that code under test passes only when the test opens it. */
export interface Gate {
  passed: Promise<void>;
  open: () => void;
}

export function gate(): Gate {
  let open!: () => void;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}
