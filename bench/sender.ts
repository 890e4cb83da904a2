import { ask } from './ask.js';
import { type Posted, posted } from './messages.js';
import { Visitor } from './visitor.js';

/** Posts messages one after another. */
export class Sender {
  private constructor(
    private readonly port: number,
    private readonly visitor: Visitor,
  ) {}

  static async many(port: number, count: number): Promise<Sender[]> {
    const visitors = await Visitor.visitMany(port, count);
    return visitors.map((visitor) => new Sender(port, visitor));
  }

  /** Posts `body`, in a room or the lobby, and returns when the server has accepted it. */
  async post(body: string, room?: string): Promise<Posted> {
    const { text } = await ask(this.port, this.visitor.sendRequest(body, room));
    return posted(text);
  }
}
