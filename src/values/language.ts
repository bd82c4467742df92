/** A language the hotline speaks, as a BCP 47 tag: `zh-CN`. Which there are is in `config/languages.yaml`. */
export type Language = string;
