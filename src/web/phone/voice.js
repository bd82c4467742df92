/** Twilio calls Mandarin `cmn-CN` and Cantonese `yue-HK`, browsers `zh-CN` and `zh-HK`. */
const toBrowserTag = (language) => language.replace(/^(?:cmn|yue)\b/, 'zh');

/**
 * Reads captions aloud, one after another, where the browser has voices, and plays recordings. An utterance that fails
 * counts like one that is over, so that no caption is waited for.
 */
export function createVoice({ checkbox, note }) {
  const synthesis = window.speechSynthesis;
  const recording = new Audio();
  const waiting = [];
  let speaking;

  function showVoices() {
    const hasVoices = (synthesis?.getVoices().length ?? 0) > 0;
    note.hidden = hasVoices;
    checkbox.disabled = !hasVoices;
    if (!hasVoices) checkbox.checked = false;
  }

  function next() {
    const utterance = waiting.shift();
    speaking = utterance;
    if (!utterance) return;
    const over = () => {
      if (utterance === speaking) next();
    };
    utterance.onend = over;
    utterance.onerror = over;
    synthesis.speak(utterance);
  }

  function hush() {
    waiting.length = 0;
    speaking = undefined;
    synthesis?.cancel();
    recording.pause();
  }

  showVoices();
  synthesis?.addEventListener?.('voiceschanged', showVoices);
  checkbox.addEventListener('change', () => {
    if (!checkbox.checked) hush();
  });
  return {
    speak(text, language) {
      if (!checkbox.checked) return;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = toBrowserTag(language);
      waiting.push(utterance);
      if (!speaking) next();
    },
    /** What the hotline keeps is fetched from where this page is from, whatever name the carrier has for it. */
    play(url) {
      if (!checkbox.checked) return;
      recording.src = new URL(url).pathname;
      recording.play().catch(() => undefined);
    },
    hush,
  };
}
