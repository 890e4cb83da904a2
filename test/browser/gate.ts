/** Blocks those who await `opened` until `open` is called. Tests use it to force an order. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}
