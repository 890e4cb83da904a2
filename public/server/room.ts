export interface Room {
  key: string;
  name: string;
  /** There was no such room when the page was made: its first message gives it the name. */
  isNew?: boolean;
}
