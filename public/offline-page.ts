import { find } from './page/elements.js';
import { retryUntilReachable } from './offline/retrying.js';

find('button', HTMLButtonElement).addEventListener('click', () => location.reload());
retryUntilReachable();
