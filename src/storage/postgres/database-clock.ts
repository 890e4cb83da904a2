import { Clock } from '../../clock.js';

/** The clock of the connections to the database. Tests that turn the other one leave it alone: the database does not follow. */
export class DatabaseClock extends Clock {}
