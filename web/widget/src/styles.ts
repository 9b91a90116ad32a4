/** How the chat looks. Colours are custom properties; `palette` computes the ones that depend on the brand. */

const THEME = `
.panel{--ground:#fff;--ink:#191d24;--soft:#5a6472;--line:#dfe3e9;--field:#fff;--edge:#838c9a;--theirs:#f1f3f6;--tint:#f7f8fa;
--accent:var(--accent-light);--bad:#b3211c;--badground:#fdf0ef;--warn:#6f4a00;--warnground:#fdf3dc;--good:#1b7a3d;
--shadow:0 16px 48px rgba(10,15,25,.26),0 0 0 1px rgba(10,15,25,.08);color-scheme:light}
@media (prefers-color-scheme:dark){.panel{--ground:#1a1d23;--ink:#eceff4;--soft:#a9b2c0;--line:#333944;--field:#14171c;--edge:#78828f;
--theirs:#2a2f38;--tint:#20242b;--accent:var(--accent-dark);--bad:#ff9d96;--badground:#3a2021;--warn:#f4cf7e;--warnground:#372d15;
--good:#7fd69b;--shadow:0 16px 48px rgba(0,0,0,.6),0 0 0 1px rgba(255,255,255,.1);color-scheme:dark}}
`;

const FRAME = `
.panel,.panel *{box-sizing:border-box}
.panel{position:fixed;right:20px;bottom:92px;width:388px;height:min(660px,calc(100vh - 112px));height:min(660px,calc(100dvh - 112px));
display:flex;flex-direction:column;overflow:hidden;border-radius:18px;background:var(--ground);color:var(--ink);box-shadow:var(--shadow);
font:400 15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;text-align:start;animation:rise .16s ease-out}
:host([data-side=left]) .panel{right:auto;left:20px}
@keyframes rise{from{opacity:0;transform:translateY(10px)}}
.panel button,.panel input,.panel textarea{font:inherit;color:inherit;letter-spacing:inherit}
.panel button{cursor:pointer}
.panel :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.panel svg{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.panel p,.panel h2,.panel h3,.panel ol{margin:0;padding:0;list-style:none}
.unseen{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.head{display:flex;align-items:center;gap:12px;padding:14px 12px 14px 18px;background:var(--brand);color:var(--on-brand)}
.head .face{display:grid;place-items:center;width:40px;height:40px;flex:none;border-radius:50%;background:var(--on-brand);color:var(--brand);
font-weight:700;font-size:17px}
.head .who{flex:1;min-width:0}
.head h2{font-size:17px;font-weight:650;line-height:1.25;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}
.head .who p span:last-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.head .who p{display:flex;align-items:center;gap:7px;font-size:13.5px;line-height:1.3}
.head .dot{width:9px;height:9px;flex:none;border-radius:50%;border:2px solid currentColor}
.head .dot.on{background:currentColor}
.head button{display:grid;place-items:center;min-width:40px;height:40px;padding:0 9px;border:0;border-radius:10px;background:none;color:inherit;
font-size:14px;font-weight:600}
.head button:hover{box-shadow:inset 0 0 0 1.5px currentColor}
.head button:focus-visible{outline-color:var(--on-brand);outline-offset:-3px}
.bar{display:flex;align-items:center;gap:10px;padding:8px 16px;border-bottom:1px solid var(--line);background:var(--tint);font-size:13.5px;min-height:42px}
.bar>span{flex:1}
.bar.trouble{background:var(--warnground);color:var(--warn);border-color:transparent}
.bar.refusal{background:var(--badground);color:var(--bad);border-color:transparent}
.bar svg{width:18px;height:18px}
.ways{padding:10px 16px 12px;border-bottom:1px solid var(--line);background:var(--tint);font-size:13.5px}
.ways .choices{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.ways .quiet-button,.ways .main-button{min-height:36px;padding:5px 12px;font-size:13.5px!important}
.ways a.quiet-button{display:inline-flex;align-items:center;color:inherit;text-decoration:none}
.answers{padding:8px 16px;border-top:1px solid var(--line);background:var(--tint);font-size:13.5px}
.answers ul{margin:2px 0 0;padding:0;list-style:none}.answers a{display:inline-block;padding:4px 0;color:var(--accent);font-weight:600}
.text-button{min-height:28px;padding:2px 8px;border:0;border-radius:8px;background:none;color:var(--accent)!important;font-size:13.5px!important;
font-weight:600!important;text-decoration:underline;text-underline-offset:3px}
.text-button:hover{text-decoration-thickness:2px}
.foot{display:flex;justify-content:center;gap:12px;flex-wrap:wrap;margin-top:-6px;padding:0 12px 8px}
.foot .text-button{color:var(--soft)!important;font-weight:500!important}
.drop{position:absolute;inset:8px;z-index:2;display:grid;place-items:center;border:2px dashed var(--accent);border-radius:14px;
background:var(--ground);font-size:17px;font-weight:600;color:var(--accent)}
`;

const LIST = `
.main{position:relative;flex:1;min-height:0;display:flex;flex-direction:column}
.scroll{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px 16px 8px;scroll-padding:8px;outline-offset:-3px!important}
.list{display:flex;flex-direction:column}
.day,.system{margin:14px 0 10px!important;text-align:center;color:var(--soft);font-size:13px}
.day{display:flex;align-items:center;gap:12px}
.day::before,.day::after{content:"";flex:1;height:1px;background:var(--line)}
.row{display:flex;flex-direction:column;align-items:flex-start;margin-top:3px;max-width:100%}
.row.first{margin-top:14px}.row:first-child{margin-top:0}
.row.own{align-items:flex-end}
.row .name{margin:0 0 3px 4px!important;font-size:13px;font-weight:600;color:var(--soft)}
.bubble{max-width:84%;padding:9px 14px;border-radius:16px 16px 16px 5px;background:var(--theirs);overflow-wrap:anywhere;white-space:pre-wrap}
.own .bubble{background:var(--brand);color:var(--on-brand);border-radius:16px 16px 5px 16px}
.row:not(.last) .bubble{border-radius:16px}
.bubble a{color:var(--accent);text-underline-offset:3px}
.own .bubble a{color:inherit}
.own .bubble a:focus-visible{outline-color:currentColor}
.row.refused .bubble{background:var(--badground);color:var(--ink);box-shadow:inset 0 0 0 1.5px var(--bad)}
.row.waits .bubble{opacity:.999;background:none;color:var(--ink);box-shadow:inset 0 0 0 1.5px var(--edge)}
.row.waits .bubble a,.row.refused .bubble a{color:var(--accent)}
.meta{display:flex;flex-wrap:wrap;align-items:center;gap:2px 6px;margin:3px 4px 0!important;font-size:12.5px;color:var(--soft)}
.own .meta{justify-content:flex-end;text-align:end}
.meta.bad{color:var(--bad)}
.meta .why{text-align:start;display:flex;gap:6px;align-items:flex-start}.meta .why svg{margin-top:2px}
.meta svg{width:15px;height:15px}
.files{display:flex;flex-direction:column;gap:6px;max-width:84%;margin-top:3px}
.own .files{align-items:flex-end}
.picture{display:block;overflow:hidden;border-radius:14px;background:var(--theirs);line-height:0}
.picture img{max-width:100%;max-height:min(220px,38vh);min-width:64px;min-height:44px;object-fit:cover}
.file{display:flex;align-items:center;gap:10px;max-width:100%;min-height:44px;padding:7px 14px 7px 10px;border:1px solid var(--line);
border-radius:12px;background:var(--ground);color:var(--ink);text-decoration:none}
a.file:hover{border-color:var(--edge)}
.file span{min-width:0}
.file b{display:block;font-weight:550;font-size:14px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.file small{display:block;font-size:12.5px;color:var(--soft)}
.options{display:flex;flex-wrap:wrap;gap:6px;max-width:92%;margin-top:6px}
.panel .choice{min-height:38px;padding:6px 14px;border:1.5px solid var(--accent);border-radius:19px;background:var(--ground);color:var(--accent);font-size:14px;font-weight:600;text-align:start}
.panel .choice:hover:enabled{background:var(--theirs)}
.panel .choice:disabled{border-color:var(--line);color:var(--soft);cursor:default;font-weight:400}
.panel .choice.chosen:disabled{border-color:var(--edge);background:var(--theirs);color:var(--ink);font-weight:600}
.meta a{color:var(--accent)}
.typing{display:flex;align-items:center;gap:9px;min-height:24px;margin-top:10px;font-size:13px;color:var(--soft)}
.typing i{display:inline-flex;gap:4px;padding:9px 11px;border-radius:14px;background:var(--theirs)}
.typing i::before,.typing i::after,.typing i b{content:"";width:6px;height:6px;border-radius:50%;background:var(--soft);animation:blink 1.2s infinite}
.typing i b{animation-delay:.2s}.typing i::after{animation-delay:.4s}
@keyframes blink{50%{opacity:.25}}
.newer{position:absolute;bottom:10px;left:50%;transform:translateX(-50%);display:flex;align-items:center;gap:6px;min-height:34px;padding:4px 14px;
border:1px solid var(--edge);border-radius:17px;background:var(--ground);font-size:13.5px!important;font-weight:600!important;box-shadow:0 4px 14px rgba(10,15,25,.2)}
.newer svg{width:17px;height:17px}
`;

const WRITE = `
.write{padding:10px 12px 12px;border-top:1px solid var(--line)}
.chips{display:flex;flex-wrap:wrap;gap:6px;padding-bottom:8px}
.chip{display:flex;align-items:center;gap:6px;max-width:100%;padding:2px 2px 2px 10px;border:1px solid var(--line);border-radius:10px;font-size:13px;background:var(--tint)}
.chip span{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.chip.bad{border-color:var(--bad);color:var(--bad)}
.chip button{display:grid;place-items:center;width:28px;height:28px;padding:0;border:0;border-radius:8px;background:none}
.chip button.text-button{width:auto;padding:0 6px}
.chip svg{width:16px;height:16px}
.box{display:flex;align-items:flex-end;gap:4px;padding:4px;border:1.5px solid var(--edge);border-radius:16px;background:var(--field)}
.box:focus-within{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.box textarea{flex:1;min-width:0;height:40px;max-height:132px;padding:9px 4px;border:0;background:none;resize:none;line-height:22px;outline:none!important}
.box textarea::placeholder,.field input::placeholder{color:var(--soft);opacity:1}
.box button{display:grid;place-items:center;width:40px;height:40px;flex:none;padding:0;border:0;border-radius:12px;background:none;color:var(--soft)}
.box button:hover{background:var(--theirs);color:var(--ink)}
.box .go{background:var(--brand);color:var(--on-brand)}
.box .go:hover{background:var(--brand);color:var(--on-brand);box-shadow:inset 0 0 0 2px var(--on-brand)}
.box .go[aria-disabled=true]{background:var(--theirs);color:var(--soft);box-shadow:none;cursor:default}
.told{padding-top:6px!important;font-weight:600}
form.ways{border-top:1px solid var(--line);border-bottom:0}
.voice{display:flex;flex-wrap:wrap;align-items:center;gap:8px;padding:2px 4px}.voice span{flex:1;color:var(--bad);font-weight:600}
.voice .main-button,.voice .quiet-button{min-height:40px;padding:6px 14px}
.files audio{width:240px;max-width:100%;height:44px}
.hint{padding:6px 4px 0!important;font-size:13px;color:var(--bad)}
.sheet{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:20px 18px;display:flex;flex-direction:column;gap:16px}
.sheet h3{font-size:18px;font-weight:650;line-height:1.3}
.sheet .intro{color:var(--soft);margin-top:4px}
.field{display:flex;flex-direction:column;gap:5px}
.field label{font-weight:600;font-size:14px}
.field label small{font-weight:400;color:var(--soft);font-size:13px}
.field input,.field textarea{width:100%;min-height:44px;padding:9px 12px;border:1.5px solid var(--edge);border-radius:10px;background:var(--field)}
.field textarea{min-height:112px;resize:vertical}
.field [aria-invalid=true]{border-color:var(--bad)}
.field .fault{display:flex;gap:6px;align-items:center;font-size:13.5px;color:var(--bad)}
.field .fault svg{width:17px;height:17px}
.main-button{min-height:46px;padding:10px 18px;border:2px solid transparent;border-radius:12px;background:var(--brand);color:var(--on-brand)!important;font-weight:650!important}
.main-button:hover{box-shadow:inset 0 0 0 2px var(--on-brand)}
.main-button[aria-disabled=true]{opacity:.7;cursor:default}
.quiet-button{min-height:40px;padding:7px 16px;border:1.5px solid var(--edge);border-radius:11px;background:none;font-weight:600!important}
.done{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:12px;text-align:center;min-height:100%}
.done .tick{display:grid;place-items:center;width:58px;height:58px;border-radius:50%;background:var(--brand);color:var(--on-brand)}
.done .tick svg{width:30px;height:30px}
.ask{display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:12px 16px;border-top:1px solid var(--line);background:var(--tint)}
.ask p{flex:1 1 100%;font-weight:600}
.ask .main-button{min-height:40px;padding:7px 16px}
`;

const SMALL = `
@media (max-width:480px),(max-height:420px){.panel,:host([data-side=left]) .panel{inset:0 0 auto 0;width:100%;height:100vh;height:100dvh;height:var(--visible,100dvh);
border-radius:0;padding-bottom:env(safe-area-inset-bottom)}
.panel input,.panel textarea,.box textarea{font-size:16px}}
@media (max-height:420px){.head{padding-block:6px}.head .face{display:none}.write{padding-block:6px}.bar{min-height:34px;padding-block:3px}}
@media (max-width:300px){.head .face{display:none}}
@media (prefers-reduced-motion:reduce){.panel,.panel *{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media (forced-colors:active){.panel,.bubble,.main-button,.box .go{border:1px solid CanvasText}.head{border-bottom:1px solid CanvasText}}
`;

export const CSS = THEME + FRAME + LIST + WRITE + SMALL;
