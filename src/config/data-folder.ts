import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from './load-config.js';

/** Files of Linger and SQLite, and copies beside them. The folder may contain files of other programs too. */
const OURS = /^(?:linger\.db|lock\.db|cookie-secret)/;
/** Permissions of the group and of others. */
const OF_OTHERS = 0o077;

/** Reasons why a file or folder cannot be used, by system error code. */
const WORDS: Record<string, string> = {
  EACCES:
    'this user may not read or write there. Change its owner to the user who runs Linger, or set DATA_DIR to another folder',
  EPERM: 'this user may not change what is there. Change its owner to the user who runs Linger',
  EROFS: 'it is on a read-only disk. Set DATA_DIR to a folder on a writable disk',
  ENOSPC: 'the disk is full. Free some space, then start again; nothing is lost',
  EDQUOT: 'the disk quota is used up. Free some space, then start again; nothing is lost',
  ENOENT: 'it does not exist and cannot be created. Set DATA_DIR to another folder',
  ENOTDIR: 'it is a file or inside one, not a folder. Set DATA_DIR to a folder',
  EEXIST: 'it is a file, not a folder, or a broken link. Set DATA_DIR to a folder',
  EISDIR: 'it is a folder, but should be a file',
  ELOOP: 'it is a link to itself',
};

/** A ConfigError that says why the folder cannot be used. */
export function folderError(dataDir: string, error: unknown, path = dataDir): ConfigError {
  const { code, message } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : WORDS[code];
  const reason = words === undefined ? message : `${words} (${code})`;
  return new ConfigError([`DATA_DIR: ${resolve(path)} cannot be used: ${reason}.`], { cause: error });
}

/**
 * Makes the folder, for this user alone, if it is absent, and removes other users' access to our files in it, which older versions left to
 * the folder's permissions. Throws ConfigError.
 */
export function prepareDataFolder(dataDir: string): void {
  let path = dataDir;
  try {
    makeFolder(resolve(dataDir));
    for (const name of readdirSync(dataDir).filter((each) => OURS.test(each))) {
      path = join(dataDir, name);
      const { mode } = lstatSync(path);
      if (lstatSync(path).isFile() && (mode & OF_OTHERS) !== 0) chmodSync(path, mode & 0o700);
    }
  } catch (error) {
    throw folderError(dataDir, error, path);
  }
}

/**
 * Makes a folder and its missing parents. Does not use the option `recursive`: with it, Node 20 loops forever where a folder exists but the
 * system says it does not, as in `/proc`, and reports a read-only disk as a missing folder.
 */
function makeFolder(folder: string): void {
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** Makes an empty file, readable by this user only, if there is none. SQLite gives its other files the same permissions. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/** The folder's permissions, as `chmod` writes them, if anybody but its owner has access; else undefined. */
export function openToOthers(dataDir: string): string | undefined {
  // Windows has no such permissions.
  if (process.platform === 'win32') return undefined;
  const mode = statSync(dataDir).mode & 0o777;
  return (mode & OF_OTHERS) === 0 ? undefined : mode.toString(8).padStart(4, '0');
}
