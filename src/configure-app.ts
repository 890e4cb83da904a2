import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiDocument } from './api-docs/api-document.js';
import { Config } from './config/config.js';
import { proxiesOf } from './config/is-proxy-list.js';
import { Entrance } from './entrance/entrance.js';
import { parseQuery } from './http/form.js';
import { validationPipe } from './http/validation.js';
import { ASSETS_PATH, Assets } from './views/assets.js';
import { VIEWS_DIR } from './views/templates.js';
import { Views } from './views/views.js';

/** Configures everything that is not in the modules, for the program and the tests. Call it before `init`. */
export function configureApp(app: NestExpressApplication): NestExpressApplication {
  app.disable('x-powered-by');
  app.disable('etag');
  const { trustProxy } = app.get(Config);
  // Node's own parser goes through a long list of rooms one character at a time.
  app.set('query parser', (query: string | null) => parseQuery(query ?? ''));
  if (trustProxy !== undefined) app.set('trust proxy', proxiesOf(trustProxy));
  app.engine('hbs', app.get(Views).engine);
  app.setViewEngine('hbs');
  app.setBaseViewsDir(VIEWS_DIR);
  app.enable('view cache');
  // Our layouts are partials; hbs would look for a layout file with each page.
  app.set('view options', { layout: false });
  app.use(app.get(Entrance).handle);
  app.use(ASSETS_PATH, app.get(Assets).handler());
  app.useGlobalPipes(validationPipe());
  app.get(ApiDocument).describes(app);
  return app;
}
