/*
 * The load client: many keep-alive connections that ask again as soon as they are answered. One thread,
 * one read and one write for each answer. load-client.ts starts it and talks to it over standard input
 * and output; it ends when its input does. A command is a line; its answer ends with a line of one dot.
 * A request that is refused with 503, because a node heard nothing from its database for a moment, is sent again.
 *
 *   add PORT TALK KEY NEXT SIZE AT LENGTH   adds a client of the server at PORT. Its request follows: SIZE
 *                                      bytes, the cursor being the LENGTH bytes at AT. The next cursor is
 *                                      the field KEY of the newest message ("none": there is no cursor).
 *                                      NEXT is the first message it should see. Answers are compared within
 *                                      a TALK.
 *   hold       connects the clients added since the last time and sends their polls
 *   expect N   begins a round: message N is about to be posted
 *   wait       waits until every client has seen message N and has written its next poll
 *   report     tells when each client was answered in this round, each distinct body, and all faults so far
 *   send N     connects the clients and sends N posts, with a growing number where the cursor stands
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CLIENTS = 20000, MOST_TALKS = 1000, READ_SIZE = 256 * 1024, EVENTS = 256, CURSOR_ROOM = 24 };

static const char SPACE_OR_QUOTE[] = " \"";

struct bytes {
  char *at;
  size_t size, room;
};

struct client {
  int fd, port, talk, is_asking;
  char key[16];
  char *request;
  size_t size, cursor_at, cursor_length;
  uint64_t next;
  struct bytes pending; /* the beginning of an answer */
};

static struct client clients[MOST_CLIENTS];
static struct bytes newest[MOST_TALKS]; /* the last body of each talk */
static struct bytes bodies;             /* the round's distinct bodies, a line each */
static uint64_t answered_at[MOST_CLIENTS];
static uint64_t expected, lost, repeated, sent, to_send, refused;
static int events, added, connected, answered, unanswered, is_sending, is_waiting;

static void fail(const char *what) {
  fprintf(stderr, "load client: %s\n", what);
  exit(1);
}

static void append(struct bytes *to, const char *from, size_t size) {
  if (to->size + size >= to->room) {
    to->room = 2 * (to->size + size) + 1;
    if (!(to->at = realloc(to->at, to->room))) fail("out of memory");
  }
  memcpy(to->at + to->size, from, size);
  to->size += size;
  to->at[to->size] = 0;
}

static void end_answer(void) {
  if (refused > 0) fprintf(stderr, "load client: %" PRIu64 " requests were refused (503) and sent again\n", refused);
  refused = 0;
  puts(".");
  fflush(stdout);
}

static void ask(struct client *client) {
  client->is_asking = 1;
  if (send(client->fd, client->request, client->size, MSG_NOSIGNAL) != (ssize_t)client->size)
    fail("a request could not be written");
}

static void post(struct client *client) {
  char number[CURSOR_ROOM];
  int length = client->cursor_length;
  snprintf(number, sizeof number, "%0*" PRIu64, length, ++sent);
  memcpy(client->request + client->cursor_at, number, length);
  ask(client);
}

static void connect_all(void) {
  struct sockaddr_in to = {.sin_family = AF_INET};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (; connected < added; connected++) {
    struct client *client = &clients[connected];
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    to.sin_port = htons(client->port);
    client->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (client->fd < 0 || connect(client->fd, (struct sockaddr *)&to, sizeof to)) fail("no connection");
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (epoll_ctl(events, EPOLL_CTL_ADD, client->fd, &event)) fail("epoll_ctl");
    if (!is_sending) ask(client);
  }
}

/* Takes the next cursor from the value of the key that stands nearest before `end`. */
static void move_on(struct client *client, const char *from, const char *end) {
  size_t key_length = strlen(client->key);
  const char *value = end - key_length;
  while (value >= from && memcmp(value, client->key, key_length)) value--;
  if (value < from) fail("a message without a cursor");
  value += key_length;
  value += strspn(value, SPACE_OR_QUOTE);
  size_t length = strcspn(value, "\",");
  char *cursor = client->request + client->cursor_at;
  if (length != client->cursor_length) {
    /* The head of a POST tells the length of its body. */
    if (client->request[0] != 'G' || length > CURSOR_ROOM) fail("a cursor of another length");
    size_t rest = client->size - client->cursor_at - client->cursor_length;
    memmove(cursor + length, cursor + client->cursor_length, rest);
    client->size += length - client->cursor_length;
    client->cursor_length = length;
  }
  memcpy(cursor, value, length);
}

static int see(struct client *client, uint64_t number) {
  if (number < client->next) {
    repeated++;
    return 0;
  }
  lost += number - client->next;
  client->next = number + 1;
  return number == expected;
}

/* The text of each of the bench's messages begins with its number. */
static void polled(struct client *client, const char *body, size_t size) {
  static const char TEXT[] = "\"body\":";
  struct bytes *known = &newest[client->talk];
  const char *end = body + size, *last = NULL;
  int is_expected = 0;
  for (const char *at = body; (at = memmem(at, end - at, TEXT, sizeof TEXT - 1));) {
    last = at;
    at += sizeof TEXT - 1;
    is_expected |= see(client, strtoull(at + strspn(at, SPACE_OR_QUOTE), NULL, 10));
  }
  if (last && client->key[0]) move_on(client, body, last);
  ask(client);
  if (is_expected) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    answered_at[answered++] = now.tv_sec * UINT64_C(1000000000) + now.tv_nsec;
    if (answered == connected && is_waiting) end_answer();
  }
  if (known->size == size && !memcmp(known->at, body, size)) return;
  known->size = 0;
  append(known, body, size);
  char head[32];
  append(&bodies, head, snprintf(head, sizeof head, "body %d ", client->talk));
  append(&bodies, body, size);
  append(&bodies, "\n", 1);
}

static size_t content_length(const char *head, const char *end) {
  static const char NAME[] = "\ncontent-length:";
  for (const char *line = head; (line = memchr(line, '\n', end - line)); line++)
    if (!strncasecmp(line, NAME, sizeof NAME - 1)) return strtoul(line + sizeof NAME - 1, NULL, 10);
  fail("an answer without Content-Length");
  return 0;
}

/* Takes an answer if all of it is there. The byte after it is 0. */
static int take(struct client *client, const char *bytes, size_t size) {
  const char *head_end = memmem(bytes, size, "\r\n\r\n", 4);
  if (!head_end) return 0;
  const char *body = head_end + 4;
  size_t have = size - (body - bytes), length = content_length(bytes, body);
  if (have < length) return 0;
  if (have > length) fail("an answer longer than its Content-Length");
  client->is_asking = 0;
  if (!memcmp(bytes + 9, "503", 3)) {
    refused++;
    ask(client);
    return 1;
  }
  if (memcmp(bytes + 9, "200", 3)) {
    fprintf(stderr, "%.*s\n", size > 2000 ? 2000 : (int)size, bytes);
    fail("an answer was not 200");
  }
  if (!is_sending) polled(client, body, length);
  else if (sent < to_send) post(client);
  else if (--unanswered == 0) end_answer();
  return 1;
}

static void readable(struct client *client) {
  static char buffer[READ_SIZE + 1];
  ssize_t size = recv(client->fd, buffer, READ_SIZE, 0);
  if (size <= 0 && client->is_asking) fail("the server closed a connection");
  if (size <= 0) {
    close(client->fd); /* has sent its last post */
    return;
  }
  buffer[size] = 0;
  if (client->pending.size == 0 && take(client, buffer, size)) return;
  append(&client->pending, buffer, size);
  if (client->pending.size > (size_t)size && take(client, client->pending.at, client->pending.size))
    client->pending.size = 0;
}

static void add(const char *options) {
  struct client *client = &clients[added++];
  char key[8] = "";
  int is_read = sscanf(options, "%d %d %7s %" SCNu64 " %zu %zu %zu", &client->port, &client->talk, key,
                       &client->next, &client->size, &client->cursor_at, &client->cursor_length);
  if (is_read != 7 || added > MOST_CLIENTS || client->talk >= MOST_TALKS) fail("a client of another kind");
  if (!strcmp(key, "id")) strcpy(client->key, "\"id\":");
  if (!strcmp(key, "seq")) strcpy(client->key, "\"seq\":");
  client->request = malloc(client->size + CURSOR_ROOM);
  if (fread(client->request, 1, client->size, stdin) != client->size) fail("half a request");
}

static void report(void) {
  printf("faults %" PRIu64 " %" PRIu64 "\n", lost, repeated);
  for (int i = 0; i < answered; i++) printf("at %" PRIu64 "\n", answered_at[i]);
  fwrite(bodies.at, 1, bodies.size, stdout);
  bodies.size = 0;
  end_answer();
}

static void obey(void) {
  char line[200];
  if (!fgets(line, sizeof line, stdin)) exit(0);
  uint64_t number = strtoull(line + strcspn(line, " \n"), NULL, 10);
  if (!strncmp(line, "add ", 4)) return add(line + 4);
  if (!strncmp(line, "report", 6)) return report();
  if (!strncmp(line, "send ", 5)) {
    is_sending = 1;
    connect_all();
    to_send = sent + number;
    for (unanswered = 0; unanswered < connected && sent < to_send; unanswered++) post(&clients[unanswered]);
    return;
  }
  if (!strncmp(line, "wait", 4)) {
    is_waiting = 1;
    if (answered < connected) return;
  } else if (!strncmp(line, "expect ", 7)) {
    expected = number;
    answered = is_waiting = 0;
  } else {
    connect_all();
  }
  end_answer();
}

int main(void) {
  struct epoll_event ready[EVENTS], input = {.events = EPOLLIN};
  setvbuf(stdin, NULL, _IONBF, 0); /* else epoll would not know of what is read already */
  events = epoll_create1(0);
  if (epoll_ctl(events, EPOLL_CTL_ADD, 0, &input)) fail("epoll_ctl");
  for (;;) {
    int many = epoll_wait(events, ready, EVENTS, -1);
    for (int i = 0; i < many; i++) {
      if (ready[i].data.ptr) readable(ready[i].data.ptr);
      else obey();
    }
  }
}
