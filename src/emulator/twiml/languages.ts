const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Languages that Say takes. Source: https://www.twilio.com/docs/voice/twiml/say/text-speech */
export const SPOKEN = words(`
  af-ZA am-ET ar-AE ar-XA arb bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-AT de-DE el-GR en-AU en-CA
  en-GB en-GB-WLS en-IE en-IN en-NZ en-US en-ZA es-ES es-MX es-US fi-FI fil-PH fr-CA fr-FR fr-BE gu-IN he-IL
  hi-IN hu-HU id-ID is-IS it-IT ja-JP kn-IN ko-KR lv-LV ml-IN mr-IN ms-MY nb-NO nl-BE nl-NL pa-IN pl-PL pt-BR
  pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK zh-CN zh-HK zh-TW yue-CN
`);

/**
 * Languages that Gather recognises; for Chinese they have other codes than Say's. Source:
 * https://www.twilio.com/docs/voice/twiml/gather#language
 */
export const RECOGNISED = words(`
  af-ZA am-ET ar-AE ar-BH ar-DZ ar-EG ar-IL ar-IQ ar-JO ar-KW ar-LB ar-MA ar-OM ar-PS ar-QA ar-SA ar-TN az-AZ
  bg-BG bn-BD bn-IN ca-ES cs-CZ da-DK de-DE el-GR en-AU en-CA en-GB en-GH en-IE en-IN en-KE en-NG en-NZ en-PH
  en-SG en-TZ en-US en-ZA es-AR es-BO es-CL es-CO es-CR es-DO es-EC es-ES es-GT es-HN es-MX es-NI es-PA es-PE
  es-PR es-PY es-SV es-US es-UY es-VE et-EE eu-ES fa-IR fi-FI fil-PH fr-CA fr-FR gl-ES gu-IN he-IL hi-IN hr-HR
  hu-HU hy-AM id-ID is-IS it-IT ja-JP jv-ID ka-GE km-KH kn-IN ko-KR lo-LA lt-LT lv-LV mk-MK ml-IN mn-MN mr-IN
  ms-MY my-MM nar-IQ nb-NO ne-NP nl-BE nl-NL pa-guru-IN pl-PL pt-BR pt-PT ro-RO ru-RU si-LK sk-SK sl-SI sq-AL
  sr-RS su-ID sv-SE sw-KE sw-TZ ta-IN ta-LK ta-MY ta-SG te-IN th-TH tr-TR uk-UA ur-IN ur-PK uz-UZ vi-VN
  yue-Hant-HK zh cmn-Hans-CN zh-TW cmn-Hant-TW zu-ZA cmn-Hans-HK multi
`);

/** The language of each voice of Amazon Polly that hotlines of ours use; the others are taken at their word. */
const POLLY: Readonly<Record<string, string>> = {
  Zhiyu: 'cmn-CN',
  Hiujin: 'yue-CN',
  Joanna: 'en-US',
  Matthew: 'en-US',
  Ruth: 'en-US',
  Stephen: 'en-US',
  Danielle: 'en-US',
  Amy: 'en-GB',
  Brian: 'en-GB',
  Emma: 'en-GB',
  Conchita: 'es-ES',
  Enrique: 'es-ES',
  Lucia: 'es-ES',
  Sergio: 'es-ES',
  Mia: 'es-MX',
  Andres: 'es-MX',
  Lupe: 'es-US',
  Penelope: 'es-US',
  Miguel: 'es-US',
  Pedro: 'es-US',
};

/** The language of a voice, where its name tells or it is known; the basic voices have several. */
export function languageOf(voice: string): string | undefined {
  const [, google] = /^Google\.([a-z]+-[A-Z]+)-/.exec(voice) ?? [];
  const [, polly = ''] = /^Polly\.([A-Za-z]+)/.exec(voice) ?? [];
  return google ?? (Object.hasOwn(POLLY, polly) ? POLLY[polly] : undefined);
}
