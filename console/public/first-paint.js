// Before anything is drawn: the chosen colours and language, so that nothing flashes. Written by src/lib/preferences.ts.
(() => {
  const read = (name) => {
    try {
      return localStorage.getItem(`tollgate.${name}`);
    } catch {
      return null;
    }
  };
  const chosen = read('colours');
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  const language = read('language') ?? navigator.language;
  document.documentElement.lang = language.startsWith('zh') ? 'zh-CN' : 'en';
})();
