/**
 * What nodes tell each other and count together. A crash of the database empties the tables that are unlogged: then limits count
 * anew, and polls without a cursor begin at the present.
 */
export const TABLES_OF_NODES = `
create table signals (
  n bigint primary key,
  kind text collate "C" not null,
  subject text collate "C" not null,
  at timestamptz not null default now()
);
create table signals_head (
  one boolean primary key default true check (one),
  n bigint not null
) with (fillfactor = 10);
insert into signals_head (n) values (0);

create unlogged table rate_limits (
  key text collate "C" primary key,
  points integer not null,
  expire bigint
) with (fillfactor = 70);
create index rate_limits_expire on rate_limits (expire);

create unlogged table remembered_positions (
  id bigint generated always as identity primary key,
  session text collate "C" not null,
  room text collate "C" not null,
  seq bigint not null,
  until timestamptz not null
);
create index remembered_positions_place on remembered_positions (session, room, id);
create index remembered_positions_until on remembered_positions (until);

create table installation (
  one boolean primary key default true check (one),
  secret_tag text collate "C" not null,
  readable_from text collate "C" not null
);
create table moves (
  digest text collate "C" primary key,
  at bigint not null
);
insert into epochs (id, begun_at) values (gen_random_uuid(), extract(epoch from now()) * 1000);
`;
