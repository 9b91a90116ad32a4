/** How a call looks, in the chat's panel and on a join link's page; the colours are the chat's. */
export const CALL_CSS = `
.call{display:flex;flex-direction:column;flex:0 1 auto;min-height:0;overflow-y:auto;border-bottom:1px solid var(--line);background:var(--tint)}
.call .now{display:flex;align-items:center;gap:12px;padding:12px 16px 4px}
.call .now>div{flex:1;min-width:0}
.call .now strong{display:block;font-weight:650;overflow-wrap:anywhere}
.call .now p{font-size:13.5px;color:var(--soft)}
.call .now time{font-variant-numeric:tabular-nums;font-weight:600;color:var(--soft)}
.call .lamp{width:12px;height:12px;flex:none;border-radius:50%;background:var(--edge)}
.call.on .lamp{background:var(--good)}
.call.waits .lamp{animation:ring 1.6s ease-in-out infinite}
@keyframes ring{50%{transform:scale(1.5);opacity:.4}}
.call .note{display:flex;align-items:center;gap:8px;padding:2px 16px;font-size:13.5px;color:var(--soft)}
.call .note.bad{color:var(--warn);font-weight:600}
.call .note.rec::before{content:"";width:9px;height:9px;border-radius:50%;background:var(--bad)}
.call .menu{display:flex;flex-wrap:wrap;gap:6px;padding:8px 16px 2px}
.call .menu p{flex:1 1 100%;font-size:13.5px;color:var(--soft)}
.call .menu .choice b{display:inline-block;min-width:1.2em;margin-inline-end:6px;color:var(--soft);font-weight:600}
.pad{display:grid;grid-template-columns:repeat(3,64px);justify-content:center;gap:8px;padding:10px 16px 2px}
.panel .pad button{height:44px;border:1.5px solid var(--edge);border-radius:22px;background:var(--ground);font-size:18px;font-weight:600}
.panel .pad button:active{background:var(--theirs)}
.deeds{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:8px 16px;padding:4px 12px 12px}.deeds:not(:has(>:not([hidden]))){display:none}
.controls{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:8px;padding:10px 12px 12px}
.panel .controls button{display:grid;place-items:center;width:48px;height:48px;padding:0;border:1.5px solid var(--edge);border-radius:50%;background:var(--ground);color:var(--ink)}
.panel .controls button:hover{background:var(--theirs)}
.panel .controls button[data-on]{background:var(--ink);border-color:var(--ink);color:var(--ground)}
.panel .controls .hang{margin-inline-start:16px;width:64px;border-radius:24px;background:#c02620;border-color:#c02620;color:#fff}
.panel .controls .hang:hover{background:#9d1d18}
.stage{position:relative;flex:none;display:flex;flex-wrap:wrap;gap:4px;align-content:flex-start;background:#0d1116;max-height:min(300px,42vh);overflow:hidden}
.tile{position:relative;margin:0;flex:1 1 30%;min-width:0;background:#171c24}
.tile video{display:block;width:100%;height:100%;max-height:110px;object-fit:cover}
.tile.large{flex:1 1 100%;order:-1}
.tile.large video{height:min(216px,32vh);max-height:none}
.tile.screen video{object-fit:contain}
.tile.own:not(.large){position:absolute;right:10px;bottom:10px;width:88px;height:66px;border-radius:10px;overflow:hidden;box-shadow:0 0 0 2px rgba(255,255,255,.85)}
.tile.own video{transform:scaleX(-1)}
.tile figcaption{position:absolute;left:6px;bottom:6px;max-width:calc(100% - 12px);padding:1px 8px;border-radius:9px;background:rgba(8,11,15,.78);color:#fff;font-size:12.5px;line-height:1.5;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.tile.own:not(.large) figcaption{left:3px;bottom:3px;padding:0 5px;font-size:11.5px}
.caption{margin:0;padding:8px 16px;background:#0d1116;color:#fff;font-size:15px;line-height:1.4;text-align:center;overflow-wrap:anywhere}
.call:fullscreen{justify-content:flex-end;background:#0d1116;--tint:#0d1116;--ink:#eceff4;--soft:#b4bdca;--ground:#1a1f27;--theirs:#2a313c;--edge:#78828f;--warn:#f4cf7e;--bad:#ff9d96;--good:#7fd69b;color:var(--ink)}
.call:fullscreen .stage{flex:1;max-height:none;justify-content:center;align-content:center}
.call:fullscreen .tile.large{height:100%}
.call:fullscreen .tile.large video{height:100%;object-fit:contain}
.call:fullscreen .tile:not(.large):not(.own){position:absolute;left:16px;top:16px;width:200px}
.call:fullscreen .tile.own:not(.large){width:200px;height:150px}
.call:fullscreen .caption{font-size:22px}
.call-sheet{position:absolute;inset:0;z-index:3;background:var(--ground)}
.call-sheet h3{outline:none}
.call-sheet .preview{width:100%;max-height:220px;border-radius:14px;background:#0d1116;object-fit:cover;transform:scaleX(-1)}
.call-sheet .level{height:14px;border-radius:7px;background:var(--theirs);overflow:hidden;box-shadow:inset 0 0 0 1px var(--edge);flex:none}
.call-sheet .level i{display:block;height:100%;background:var(--good);transform:scaleX(0);transform-origin:left;transition:transform 60ms linear}
.call-sheet .buttons{display:flex;flex-wrap:wrap;gap:10px}
.call-sheet .buttons .main-button{flex:1}
.call-sheet .instead{display:flex;flex-direction:column;gap:10px}
.panel select{width:100%;min-height:44px;padding:8px 12px;border:1.5px solid var(--edge);border-radius:10px;background:var(--field);font:inherit;color:inherit}
.invite{display:flex;flex-wrap:wrap;align-items:center;gap:8px;padding:12px 16px;border-bottom:1px solid var(--line);background:var(--tint);animation:rise .2s ease-out}
.invite p{flex:1 1 100%;font-weight:600}
.invite .main-button,.invite .quiet-button{min-height:40px;padding:6px 16px}
@media (max-width:400px){.panel .controls button{width:44px;height:44px}.controls{gap:6px;padding-inline:8px}.panel .controls .hang{width:58px;margin-inline-start:8px}}
.call.keys:not(:fullscreen) .stage{flex:none;max-height:96px}.call.keys:not(:fullscreen) .tile.large video{height:96px}
.call.keys:not(:fullscreen) .tile.own:not(.large){width:64px;height:48px;right:6px;bottom:6px}
@media (max-height:420px){.stage{max-height:34vh}.tile.large video{height:30vh}.panel .controls button{width:40px;height:40px}.controls{padding-block:6px}}
@media (forced-colors:active){.panel .controls button{border:1px solid ButtonText}.call .lamp,.call-sheet .level i{background:Highlight;forced-color-adjust:none}}
`;
