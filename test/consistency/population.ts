import { Poster } from './clients/poster.js';
import { Prober } from './clients/prober.js';
import { RestPoller } from './clients/rest-poller.js';
import { TornadoPoller } from './clients/tornado-poller.js';
import { Session } from './clients/session.js';
import { StillPosters } from './clients/still-posters.js';
import type { Surface, Way } from './history.js';
import { BUSY_ROOMS, type Profile, STILL_ROOMS } from './profile.js';
import type { Proxies } from './proxies.js';
import type { Random } from './random.js';
import type { Recorder } from './recorder.js';

const ALL_ROOMS = [...BUSY_ROOMS, ...STILL_ROOMS];

/** All clients of a run. */
export class Population {
  readonly posters: (Poster | StillPosters)[] = [];
  readonly pollers: (RestPoller | TornadoPoller)[] = [];
  readonly prober: Prober;

  constructor(
    private readonly profile: Profile,
    private readonly url: string,
    private readonly proxies: Proxies,
    private readonly recorder: Recorder,
    private readonly random: Random,
  ) {
    this.#addPosters();
    for (let i = 1; i <= profile.pollers; i++) this.#addPollers(i);
    this.prober = new Prober(this.session('prober'), ALL_ROOMS, this.random.fork('prober'));
  }

  /** A visitor who connects directly or through a proxy. */
  session(name: string, url = this.url): Session {
    return new Session(name, url, this.recorder);
  }

  #addPosters(): void {
    const { posters } = this.profile;
    for (let i = 1; i <= posters; i++) {
      this.#addPoster(`rest${i}`, 'rest', this.url);
      this.#addPoster(`tornado${i}`, 'tornado', this.url);
    }
    this.#addPoster('rest-cut', 'rest', this.proxies.cutting.url);
    this.#addPoster('tornado-cut', 'tornado', this.proxies.cutting.url);
    const pair = ['still1', 'still2'].map((name) => this.#poster(name, 'rest', this.url, STILL_ROOMS));
    this.posters.push(new StillPosters(pair, this.profile.stillPauseMs, this.random.fork('still')));
  }

  #addPoster(name: string, surface: Surface, url: string): void {
    this.posters.push(this.#poster(name, surface, url, BUSY_ROOMS));
  }

  #poster(name: string, surface: Surface, url: string, rooms: readonly string[]): Poster {
    const options = { surface, rooms, pauseMs: this.profile.posterPauseMs };
    return new Poster(this.session(`post-${name}`, url), options, this.random.fork(name));
  }

  #addPollers(i: number): void {
    const { cutting, slow } = this.proxies;
    this.#addRest(`all${i}`, ALL_ROOMS, 'direct', this.url);
    for (let j = 1; j <= this.profile.stillPollers; j++)
      this.#addRest(`still${i}-${j}`, STILL_ROOMS, 'direct', this.url);
    this.#addRest(`resting${i}`, ALL_ROOMS, 'direct', this.url, { chance: 0.2, maxMs: 4_000 });
    this.#addRest(`cut${i}`, ALL_ROOMS, 'disturbed', cutting.url);
    this.#addRest(`slow${i}`, ALL_ROOMS, 'disturbed', slow.url, { chance: 0.05, maxMs: 3_000 });
    for (const room of [BUSY_ROOMS[0], STILL_ROOMS[0]])
      this.#addTornado(`tornado-${room}${i}`, room, 'direct', this.url);
    this.#addTornado(`tornado-resting${i}`, BUSY_ROOMS[1], 'direct', this.url, { chance: 0.2, maxMs: 4_000 });
    this.#addTornado(`tornado-cut${i}`, BUSY_ROOMS[1], 'disturbed', cutting.url);
  }

  #addRest(name: string, rooms: readonly string[], way: Way, url: string, rest = NO_REST): void {
    const options = { way, rooms, holdMs: this.profile.holdMs, rest };
    this.pollers.push(new RestPoller(this.session(`poll-${name}`, url), options, this.random.fork(name)));
  }

  #addTornado(name: string, room: string, way: Way, url: string, rest = NO_REST): void {
    const options = { way, room, holdMs: this.profile.holdMs, rest };
    this.pollers.push(new TornadoPoller(this.session(`poll-${name}`, url), options, this.random.fork(name)));
  }
}

const NO_REST = { chance: 0, maxMs: 500 };
