import { ENTRY_TYPES } from '../../src/entry-types.js';
import { RoomLogService } from '../../src/log/room-log.service.js';
import type { RoomLogStore } from '../../src/log/room-log.store.js';
import type { Marks } from '../../src/rooms/marks.js';
import { ReadMarks } from '../../src/rooms/read-marks.js';
import { RoomAccessService } from '../../src/rooms/room-access.service.js';
import { NoHintBus } from '../../src/signals/hint-bus.js';
import { MovedMarks } from '../../src/signals/moved-marks.js';
import { Signals } from '../../src/signals/signals.js';
import { SqliteRoomLogStore } from '../../src/storage/sqlite/sqlite-room-log.store.js';
import type { SqliteStorage } from '../../src/storage/sqlite/sqlite-storage.js';
import type { Storage } from '../../src/storage/storage.js';
import { draft } from '../storage/drafts.js';
import { ManualClock } from './manual-clock.js';
import { aSession } from './test-node.js';
import { until } from './until.js';

const ANN = { id: 'ann', name: 'Ann', isGuest: true };

/** Ann's read marks, as one node knows them. */
export class MarksOnTest {
  readonly clock = new ManualClock();
  readonly log: RoomLogService;
  readonly marks: ReadMarks;

  constructor(
    readonly storage: Storage,
    store: RoomLogStore = new SqliteRoomLogStore(storage as SqliteStorage, new ManualClock(), ENTRY_TYPES),
  ) {
    const [bus, signals] = [new NoHintBus(), new Signals()];
    this.log = new RoomLogService(store, storage, bus, signals);
    this.marks = new ReadMarks(
      new RoomAccessService(storage, signals),
      storage,
      new MovedMarks(bus),
      this.clock,
    );
  }

  async addPerson(): Promise<void> {
    await this.storage.transact({ lock: [] }, (trx) =>
      trx.insertInto('users').values({ id: ANN.id, name: ANN.name, created_at: 0 }).execute(),
    );
  }

  async say(...rooms: string[]): Promise<void> {
    for (const room of rooms) await this.log.append(draft('text', { room }));
  }

  /** Marks in rooms `r1` and so on. */
  async fill(count: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, i) => i + 1);
    await this.storage.transact({ lock: [] }, async (trx) => {
      const rooms = ids.map((id) => ({ id, key: `r${id}`, last_seq: 0, created_at: 0 }));
      await trx.insertInto('rooms').values(rooms).execute();
      const marks = ids.map((id) => ({ user_id: ANN.id, room_id: id, seq: 0 }));
      await trx.insertInto('read_marks').values(marks).execute();
    });
  }

  async mark(room: string, seq: number): Promise<number> {
    const session = Object.assign(aSession(), { user: ANN });
    const marking = this.marks.mark(session, room, seq);
    await until(() => this.marks.waiting === 1, 'the mark');
    this.clock.advance(1000);
    return marking;
  }

  get isCached(): boolean {
    return !(this.marks.of(ANN.id) instanceof Promise);
  }

  async of(known?: string): Promise<Marks> {
    return this.marks.of(ANN.id, known);
  }
}
