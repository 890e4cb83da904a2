import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { News, Present } from '../poll/answer.js';
import { OwnWriting } from './own-writing.js';
import { PeopleHere } from './people-here.js';
import { WhoWrites } from './who-writes.js';

interface PresenceParts {
  strings: Strings;
  /** Id of the user, once they have one. */
  me: () => string | undefined;
  /** Tells the server that the user is writing. */
  say: () => Promise<unknown>;
}

/** Who is in the page's room, and who is writing there. */
export class Presence {
  readonly #here: PeopleHere;
  readonly #writes: WhoWrites;
  readonly #me: () => string | undefined;

  constructor({ strings, me, say }: PresenceParts) {
    this.#here = new PeopleHere(strings);
    this.#writes = new WhoWrites(strings);
    this.#me = me;
    new OwnWriting(async () => me() && (await say())).watch(find('#message', HTMLTextAreaElement));
  }

  show(present: Present): void {
    this.#here.show(present);
    this.#writes.show(present.writing, this.#me());
  }

  /** Called with what a poll brought. */
  news({ events }: News): void {
    this.#writes.news(events);
  }
}
