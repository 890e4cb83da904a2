import { Clock } from '../../clock.js';

/** The clock for connections to the database. Tests that advance the other clock leave this one alone: the database does not follow. */
export class DatabaseClock extends Clock {}
