import { diagnose, type DiagnosisData, type DiagnosisResult } from './diagnose/diagnosis.js';
import { findings } from './diagnose/findings.js';
import { report } from './diagnose/report.js';
import { TestList } from './diagnose/test-list.js';
import { copyText } from './page/copy-text.js';
import { element, find, textOf } from './page/elements.js';
import { startPlainPage } from './plain-page/start-plain-page.js';
import { Strings } from './page/strings.js';

const panel = find('.diagnosis', HTMLElement);
const start = find('button', HTMLButtonElement, panel);
const found = find('.findings', HTMLElement);
const reportPanel = find('.report', HTMLElement);
const reportBox = find('textarea', HTMLTextAreaElement, reportPanel);
const copied = find('[role="status"]', HTMLElement, reportPanel);

const data = JSON.parse(panel.dataset['diagnosis'] ?? '') as DiagnosisData;
const strings = new Strings(data);
const tests = new TestList(strings);
let running: AbortController | undefined;

async function run(): Promise<void> {
  const { signal } = (running = new AbortController());
  tests.reset();
  reportPanel.hidden = true;
  start.textContent = strings.t('diagnosis.stop');
  say(strings.t('diagnosis.testing'));
  try {
    show(await diagnose(data, tests, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    tests.reset();
    say(strings.t('diagnosis.stopped'));
  } finally {
    running = undefined;
    start.textContent = strings.t('diagnosis.again');
  }
}

function show(result: DiagnosisResult): void {
  const sentences = findings(result, data.holdMs, strings);
  say(...sentences);
  reportBox.value = report({
    findings: sentences,
    tests: tests.named(result.outcomes),
    arrival: arrival(),
    clockMs: result.clockMs,
    strings,
  });
  copied.textContent = '';
  reportPanel.hidden = false;
}

/** The first sentence stands out. */
function say(...sentences: string[]): void {
  const paragraphs = sentences.map((text, i) => {
    const content = i === 0 ? element('strong', { text }) : text;
    return element('p', {}, [content]);
  });
  found.replaceChildren(...paragraphs);
}

/** What the server sees, without what belongs to this person alone. */
function arrival(): [string, string][] {
  return [...document.querySelectorAll('.arrival > :not([data-own])')].map((row) => [
    textOf('dt', row),
    textOf('dd', row),
  ]);
}

async function copy(): Promise<void> {
  const isCopied = await copyText(reportBox);
  copied.textContent = strings.t(isCopied ? 'diagnosis.copied' : 'diagnosis.selected');
}

start.addEventListener('click', () => {
  if (running) running.abort();
  else void run();
});
find('button', HTMLButtonElement, reportPanel).addEventListener('click', () => void copy());
startPlainPage();
panel.hidden = false;
