import { markedIfDeleted } from '../deleted-name.js';
import type { Author } from '../log/message.js';
import type { AuthorJson } from '../accounts/dto/author.json.js';

export function authorJson(author: Author): AuthorJson {
  return markedIfDeleted(author);
}
