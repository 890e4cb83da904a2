import type { SeenAnswer } from './answer-check.js';

type Look = (answer: SeenAnswer) => void;

let look: Look = () => {};

/** Whatever is seen from then on is shown to `toShow`, whose error is the error of whoever asked. */
export function lookAtAnswers(toShow: Look): void {
  look = toShow;
}

/** To be called with every answer, by whatever fetches them. */
export function answerSeen(answer: SeenAnswer): void {
  look(answer);
}
