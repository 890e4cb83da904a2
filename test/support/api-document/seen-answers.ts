import type { SeenAnswer } from './answer-check.js';

type Look = (answer: SeenAnswer) => void;

const looks: Look[] = [];

/** Whatever is seen from then on is shown to `look`, whose error is the error of whoever asked. */
export function lookAtAnswers(look: Look): void {
  looks.push(look);
}

/** To be called with every answer, by whatever fetches them. */
export function answerSeen(answer: SeenAnswer): void {
  for (const look of looks) look(answer);
}
