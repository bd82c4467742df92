/**
 * What each key of the files of staff means, for editors and for the reference of nodes. A key is named by as much of its
 * path as it takes: `prompt` for any key of that name, `record.prompt` where it means something else.
 */
const MEANINGS: Readonly<Record<string, string>> = {
  // Every file
  format: 'The version of the format: 1.',
  note: 'A remark for whoever reads the flow; callers never hear it.',

  // A flow
  'flow.flow': "The flow's name, the same as its file's.",
  start: 'The node that the flow begins with.',
  variables: 'What the flow remembers, by name. Variables are shared by all flows.',
  'variables.type': 'What the variable holds; it decides how its value is put into words.',
  'variables.values': 'Every value that it may have.',
  'variables.from': 'A service: one variable for each of its outputs.',
  defaults: 'What holds for every listening node of every flow, unless it says otherwise. Only the entry flow has it.',
  'defaults.notVerified': 'The node to go to where something may not be said until it is known who calls.',
  'defaults.confirm': 'The prompt that asks whether half-understood speech was understood right; it may say `{heard}`.',
  'defaults.keys':
    'Keys that work everywhere, each with a node, or with a word: `repeat` to hear the same again, `slower` to hear everything slower, `pause` to be waited for.',
  nodes: 'The nodes of the flow by their names.',
  type: 'What the node does.',

  // Nodes that speak and listen
  prompt: 'What is said: a prompt, or several in a row. `{ prompt: …, language: … }` says it in another language.',
  'prompts.prompt': 'The name of the prompt.',
  'prompts.language': "The language that it is said in, where that is not the caller's.",
  reprompt: 'What is said instead of `prompt` from the second time on: one prompt a time, the last again and again.',
  input: 'How callers may answer: `dtmf` (keys), `speech`, or both.',
  timeout: 'Silence after which nothing more is expected from the caller.',
  attempts: 'How often the caller is asked, the first time included.',
  bargeIn: 'Whether a key or a word cuts short what is said.',
  noInput: 'Said before the question is asked again after silence: one prompt a time, the last again and again.',
  noMatch: 'Said before the question is asked again after a wrong answer: one prompt a time, the last again and again.',
  exhausted: 'The node to go to when the caller was asked often enough.',
  next: 'The node that comes next.',
  exits: 'The node for each way on.',

  // Menus
  choices: 'What the caller may choose from.',
  dtmf: 'The key, in quotes.',
  label: "The choice's name in records; `key-` and the key where it has none.",
  phrases: 'The phrase set in `flows/phrases/` that means this choice when it is said.',
  when: 'A boolean; the choice is only there while it is yes.',
  'choices.set': 'Variables that the choice gives a value: a constant, or `{ from: variable }`.',
  'choices.next': 'The node that the choice leads to.',
  'set.from': 'The variable that is copied.',

  // Collecting
  digits: 'Takes digits, so many of them.',
  min: 'Fewer digits are a wrong answer.',
  'digits.max': 'More digits are a wrong answer.',
  check: '`luhn`: the last digit is a check digit, as on payment cards.',
  allow: 'The only keys that are taken, in quotes.',
  date: 'Takes a month and a day as four digits; `true` is all there is to say.',
  amount: 'Takes an amount of money; `*` is the decimal point.',
  currency: "The currency, as three capitals; for an amount also `callerRegion`, for that of the caller's region.",
  'regions.currency': 'What callers of the region count in, as three capitals.',
  'amount.max': 'More whole units of the currency are a wrong answer.',
  yesNo: 'Takes yes (key 1) or no (key 2).',
  speech: 'Takes what the caller says.',
  into: 'The variable that it goes into.',
  'service.into': 'What the variables of its outputs begin with: `payment` makes `paymentState` of the output `state`.',
  readBack: 'Says what was taken and asks whether that is right: key 1 is yes, key 2 is no.',
  sensitive: 'Whether it is kept nowhere and read by the next service alone.',

  // Asking, remembering, leading elsewhere
  calendar: 'A calendar in `config/calendars/`, or `callerRegion` for that of the caller.',
  on: 'The variable that decides.',
  'set.set': 'Variables by name: a constant, or `{ from: variable }`.',
  'service.service': 'The service, as `area.operation`.',
  'service.input': 'What the service is told: a variable, or `{ value: constant }`.',
  'variable-or-value.value': 'A constant.',
  'subflow.flow': 'The flow that is called.',
  exit: 'The exit by which the calling flow goes on.',
  tags: 'Facts by name: a variable, or `{ value: constant }`.',

  // Waiting, recording, calling
  queue: 'A queue in `config/queues.yaml`.',
  entering: 'Said once, on joining the queue.',
  music: 'Played between two times that `waiting` is said: best a recording of less than a minute.',
  waiting: 'Said again and again while waiting; it may say `{queuePosition}`.',
  maxWait: 'The wait after which the caller goes to `timeout`.',
  talks: 'Whether what the caller and people talk about is recorded from here on.',
  told: 'The prompt by which the caller was told or asked; for the record, it is not said here.',
  purpose: 'What the recording is for.',
  maxLength: 'The recording ends after so long.',
  'message.prompt': 'What is sent, in the language of the caller.',
  to: 'A name under `transfers` in `config/numbers.yaml`.',
  ring: 'Ringing after which nobody is thought to answer.',

  // Ways on
  answered: 'An agent and the caller have talked.',
  'queue.exits.timeout': 'The longest wait is over.',
  full: 'So many callers wait that no more are taken.',
  'queue.exits.closed': 'Nobody answers this queue now.',
  unavailable: 'The queue cannot be joined.',
  'exits.callback': 'The caller keyed 1 to be called back. Listing it is what offers it.',
  'exits.message': 'The caller keyed 2 to leave a message. Listing it is what offers it.',
  'hours.exits.open': 'People answer now.',
  'hours.exits.closed': 'Nobody answers now.',
  'hours.exits.holiday': 'Nobody answers because of a holiday; else `closed`.',
  'hours.exits.closure': 'Nobody answers because of a closure; else `closed`.',
  'hours.exits.unknown': 'The calendar does not cover the day; else the weekly hours decide.',
  requested: 'The caller will be called back.',
  refused: 'The number is withheld, or may not be called.',
  failed: 'It did not work.',
  recorded: 'There is something to listen to.',
  empty: 'Nothing was said.',
  sent: 'The message is on its way.',
  completed: 'They have talked.',
  busy: 'The number is engaged.',
  'no-answer': 'Nobody answered.',

  // config/languages.yaml
  'languages.default': 'Spoken until the caller has chosen, and where nothing else fits.',
  'languages.languages': 'The languages by their tags.',
  'languages.name': "The language's name in itself.",
  say: 'How it is spoken.',
  'say.language': "The carrier's code of speech.",
  voice: "The carrier's voice.",
  fallbackVoice: 'Another voice of the same language, for when the voice fails.',
  slowerPercent: "The rate for callers who want it slower, in percent of the voice's own.",
  listen: "The carrier's code of speech recognition.",
  digitOne: 'How Mandarin reads 1 in numbers that identify something: `yao` or `yi`.',
  speechRate: 'How fast the voice speaks, for estimates of how long a prompt takes.',
  unit: 'What is counted.',
  perSecond: 'How many in a second.',

  // config/regions.yaml and config/numbers.yaml
  'regions.default': 'Taken where nothing tells the region of a caller.',
  'regions.regions': 'The regions by their ids.',
  'regions.calendar': 'The calendar that counts in this region.',
  'regions.recording':
    'Recording of talks with people: `notice` tells callers of it, `consent` asks them, `off` records nothing.',
  countryCodes: 'Country codes in quotes, as `"+86"`.',
  numbers: "The hotline's own numbers, in full and in quotes.",
  region: 'The region of whoever rings this number.',
  'numbers.language': 'Spoken on this number until the caller has chosen.',
  transfers: 'Numbers that flows may dial, by the names that they use for them.',

  // config/queues.yaml and config/agents.yaml
  queues: 'The queues by their ids.',
  maxSize: 'Callers that may wait at once.',
  hours: "Weekly hours of its own, cut with those of the caller's region.",
  line: 'The number that agents ring, in full and in quotes.',
  agents: 'The agents by the numbers that they ring from.',
  'agents.name': "The agent's name.",
  'agents.queues': 'Whose callers the agent takes.',
  'agents.languages': 'What the agent speaks; the line speaks the first of them that it knows.',
  pin: 'The PIN, hashed with scrypt.',
  salt: 'The salt, in Base64.',
  hash: 'The hash, in Base64.',

  // config/outgoing.yaml
  'outgoing.callbacks': 'Whom agents may call back.',
  'outgoing.messages': 'Whom the hotline may text.',
  perCallerPerDay: 'Requests of one caller in a day.',
  perCallerPerHour: 'Messages to one number in an hour.',
  perCountryPerDay: 'Messages to one country in a day.',
  perDay: 'Messages in a day, in all.',
  senders: 'Whom a message is from, by the country it goes to; else the number that was rung.',

  // config/calendars/
  'calendar.name': "The region's name in each language.",
  city: 'The city whose clock counts, as it is said in each language.',
  zone: 'The IANA time zone.',
  coverage: 'The dates for which the calendar is complete.',
  'coverage.from': 'The first date.',
  'coverage.until': 'The last date.',
  except: 'Dates in between that are not known yet.',
  weekly: 'The ordinary hours of each weekday; a weekday that is left out has none.',
  monday: 'Spans as `09:00-18:00`.',
  tuesday: 'Spans as `09:00-18:00`.',
  wednesday: 'Spans as `09:00-18:00`.',
  thursday: 'Spans as `09:00-18:00`.',
  friday: 'Spans as `09:00-18:00`.',
  saturday: 'Spans as `09:00-18:00`.',
  sunday: 'Spans as `09:00-18:00`.',
  sources: 'Where the dates are from, by the names that they use for it.',
  kind: '`official` notice, `computed` and to be reviewed, or bound to the `moon` and so to be confirmed.',
  title: 'What the source is called.',
  scope: 'What the source covers.',
  holidays: 'Days off, or with hours of their own.',
  makeUpDays: 'Days that are worked like a weekday.',
  dates: 'A date, or the first and last of several: `2026-10-01..2026-10-07`.',
  'holidays.name': "The holiday's name in each language.",
  'makeUpDays.name': "The day's name in each language.",
  source: 'A name under `sources`.',
  'holidays.hours': 'Spans as `09:00-12:00`; closed all day without them.',
  like: 'The weekday whose hours count.',

  // flows/prompts/
  audio: 'A recording in `flows/audio/`.',
};

/** The meaning of a key by its path, as `flow.nodes`. */
export type MeaningOf = (path: string) => string;

export interface Meanings {
  /** @throws {Error} naming a key that has no meaning */
  readonly meaningOf: MeaningOf;
  /** Those that no key has asked for. */
  readonly unused: () => readonly string[];
}

/** Looks meanings up by the longest end of a path that has one. */
export function createMeanings(): Meanings {
  const used = new Set<string>();
  return {
    meaningOf(path) {
      const parts = path.split('.');
      const name = parts.map((_, index) => parts.slice(index).join('.')).find((end) => Object.hasOwn(MEANINGS, end));
      const meaning = name === undefined ? undefined : MEANINGS[name];
      if (name === undefined || meaning === undefined) throw new Error(`no meaning is written for ${path}`);
      used.add(name);
      return meaning;
    },
    unused: () => Object.keys(MEANINGS).filter((name) => !used.has(name)),
  };
}
