/** A link's page: the same parts as in the chat, with a whole window to themselves. */
export const JOIN_CSS = `
[hidden]{display:none!important}
.panel.page{position:fixed;inset:0;width:auto;height:auto;max-height:none;border-radius:0;box-shadow:none;background:var(--tint);animation:none}
.page header{display:flex;align-items:center;gap:16px;min-height:56px;padding:8px 20px;background:var(--brand);color:var(--on-brand)}
.page header .brand{flex:1;font-weight:650;font-size:17px}
.page header .text-button{color:inherit!important;min-height:40px}
.page header :focus-visible{outline-color:var(--on-brand)}
.page main{flex:1;min-height:0;display:flex;flex-direction:column;overflow-y:auto}
.page .card{position:relative;width:min(460px,calc(100% - 24px));margin:auto;padding:28px 24px;border-radius:18px;background:var(--ground);box-shadow:0 1px 2px rgba(10,15,25,.08),0 12px 40px rgba(10,15,25,.12);display:flex;flex-direction:column;gap:14px}
.page h1{margin:0;font-size:22px;line-height:1.25;font-weight:700}
.page .intro,.page small{color:var(--soft)}
.page small{font-size:13.5px}
.page form{display:flex;flex-direction:column;gap:16px}
.page .buttons{display:flex;flex-wrap:wrap;gap:10px}
.page .buttons .main-button{flex:1 1 160px}
.page .call-sheet{position:static;padding:0}
.page .card:has(.call-sheet:not([hidden]))>h1,.page .card:has(.call-sheet:not([hidden]))>.intro{display:none}
.page .call{flex:1;min-height:0;justify-content:flex-end;border:0;background:#0d1116;--tint:#0d1116;--ink:#eceff4;--soft:#b4bdca;--ground:#1a1f27;--theirs:#2a313c;--edge:#78828f;--warn:#f4cf7e;--bad:#ff9d96;--good:#7fd69b;--line:#333944;color:var(--ink)}
.page .stage{flex:1;max-height:none;justify-content:center;align-content:center}
.page .tile.large{height:100%;background:none}
.page .tile.large video{height:100%;object-fit:contain}
.page .tile:not(.large):not(.own){position:absolute;left:16px;top:16px;width:180px}
.page .tile.own:not(.large){width:160px;height:120px}
.page .call:not(:has(.stage:not([hidden]))) .now{flex-direction:column;justify-content:center;flex:1;text-align:center;font-size:19px}
.page .call:not(:has(.stage:not([hidden]))) .now>div{flex:none}
.page .call:not(:has(.stage:not([hidden]))) .lamp{width:22px;height:22px}
@media (max-width:480px){.page header{padding-inline:14px}.page .card{padding:22px 18px}.page .tile.own:not(.large){width:96px;height:72px}.page .tile:not(.large):not(.own){width:110px}}
`;
