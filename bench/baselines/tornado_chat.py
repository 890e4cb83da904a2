"""A chat over long polling for Tornado, speaking what Tornado's own chat demo speaks.

One lobby, the newest 200 messages in memory, XSRF cookies, a condition that wakes every
waiting poll, message HTML from a template, for the page each time as there. Settings are Tornado's defaults.
"""

import asyncio
import signal
import uuid
from collections import deque

import tornado.httpserver
import tornado.locks
import tornado.netutil
import tornado.template
import tornado.web

BUFFER_SIZE = 200

TEMPLATES = {
    "index.html": """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Lobby</title></head><body>
<div id="inbox">{% for entry in entries %}{% module Template("message.html", entry=entry) %}{% end %}</div>
<form action="/a/message/new" method="post" id="messageform">
<input type="text" name="body" id="message"><input type="submit" value="Send">
{% module xsrf_form_html() %}</form></body></html>
""",
    "message.html": '<div class="message" id="m{{ entry["id"] }}">{{ entry["body"] }}</div>\n',
}


class Lobby:
    def __init__(self):
        self.entries = deque(maxlen=BUFFER_SIZE)
        self.news = tornado.locks.Condition()
        self.waiting = 0

    def add(self, entry):
        self.entries.append(entry)
        self.news.notify_all()

    def after(self, cursor):
        newer = []
        for entry in reversed(self.entries):
            if entry["id"] == cursor:
                break
            newer.append(entry)
        newer.reverse()
        return newer


class LobbyHandler(tornado.web.RequestHandler):
    def initialize(self, lobby):
        self.lobby = lobby


class PageHandler(LobbyHandler):
    def get(self):
        self.render("index.html", entries=self.lobby.entries)


class NewHandler(LobbyHandler):
    def post(self):
        entry = {"id": str(uuid.uuid4()), "body": self.get_argument("body")}
        html = self.render_string("message.html", entry=entry)
        entry["html"] = tornado.escape.to_unicode(html)
        destination = self.get_argument("next", None)
        if destination:
            self.redirect(destination)
        else:
            self.write(entry)
        self.lobby.add(entry)


class UpdatesHandler(LobbyHandler):
    wait = None

    async def post(self):
        cursor = self.get_argument("cursor", None)
        found = self.lobby.after(cursor)
        while not found:
            self.wait = self.lobby.news.wait()
            self.lobby.waiting += 1
            try:
                await self.wait
            except asyncio.CancelledError:
                return
            finally:
                self.lobby.waiting -= 1
            found = self.lobby.after(cursor)
        if not self.request.connection.stream.closed():
            self.write({"messages": found})

    def on_connection_close(self):
        if self.wait is not None:
            self.wait.cancel()


class WaitersHandler(LobbyHandler):
    def get(self):
        self.write(str(self.lobby.waiting))


def make_app():
    shared = {"lobby": Lobby()}
    return tornado.web.Application(
        [
            ("/", PageHandler, shared),
            ("/a/message/new", NewHandler, shared),
            ("/a/message/updates", UpdatesHandler, shared),
            ("/bench/waiters", WaitersHandler, shared),
        ],
        template_loader=tornado.template.DictLoader(TEMPLATES, autoescape="xhtml_escape"),
        cookie_secret=uuid.uuid4().hex,
        xsrf_cookies=True,
    )


async def main():
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
    tornado.httpserver.HTTPServer(make_app()).add_sockets(sockets)
    print("listening", sockets[0].getsockname()[1], flush=True)
    await stopped.wait()


asyncio.run(main())
