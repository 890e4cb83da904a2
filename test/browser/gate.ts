/** Holds up whoever awaits `opened` until somebody opens it: tests force an order with it instead of hoping for one. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}
