export interface Room {
  key: string;
  name: string;
  /** True if the room did not exist when the page was rendered; its first message gives it the name. */
  isNew?: boolean;
  /** True if the server listed it: the reader is a member, or follows it. */
  isListed?: boolean;
}
