import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BlockService } from '../friends/block.service.js';
import type { Transaction } from '../storage/storage.js';

/** Unblocking a person shows the direct rooms that they started while blocked. */
@Injectable()
export class UnblockedDirectRooms implements OnModuleInit {
  constructor(private readonly blocks: BlockService) {}

  onModuleInit(): void {
    this.blocks.onUnblock(showDirectRoom);
  }
}

async function showDirectRoom(trx: Transaction, userId: string, otherId: string): Promise<void> {
  const [low, high] = [userId, otherId].toSorted() as [string, string];
  await trx
    .updateTable('direct_pairs')
    .set({ unseen_by: null })
    .where('low_id', '=', low)
    .where('high_id', '=', high)
    .where('unseen_by', '=', userId)
    .execute();
}
