/** The page's style: no font, picture or address of anybody else. Its bytes are in the page's policy as a digest. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1b19;--soft:#5d5a55;--line:#dedbd5}
@media (prefers-color-scheme:dark){:root{--paper:#14161a;--ink:#e8e6e3;--soft:#a5a29c;--line:#34373d}}
[hidden]{display:none!important}
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
.patterns{position:absolute;width:0;height:0}
.scroll{overflow-x:auto}
`;
