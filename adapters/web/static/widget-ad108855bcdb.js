"use strict";(()=>{var k="deskbridge";function S(t){return{...t,mark:k,v:1}}function E(t){if(typeof t!="object"||t===null)return null;let e=t;return e.mark===k&&e.v===1&&typeof e.t=="string"?e:null}function T(t,e){let[n,i]=[L(t),L(e)];return n!==null&&n===i}function L(t){try{let e=new URL(t);return/^https?:$/.test(e.protocol)?e.hostname.replace(/^www\./,""):null}catch{return null}}function N(t){let e=new URL(t),n=/^#!?\//.test(e.hash)?e.hash.split("?")[0]??"":"";return e.origin+e.pathname+n}function M(t=document.title){return{url:N(location.href),title:t.slice(0,200)}}function A(t){let e=0,n=()=>{clearTimeout(e),e=window.setTimeout(t,400)};for(let i of["pushState","replaceState"]){let s=history[i];history[i]=function(...o){s.apply(this,o),n()}}addEventListener("popstate",n),addEventListener("hashchange",n)}var z={open:"Open chat",chat:"Chat",unavailable:"Chat is not available at the moment. Please try again later."},U={open:"Chat öffnen",chat:"Chat",unavailable:"Der Chat ist im Moment nicht erreichbar. Bitte versuchen Sie es später noch einmal."},d=z;function O(t){d=/^de\b/i.test(t)?U:z}var P=`
:host { all: initial !important; }
.launcher, .panel { position: fixed; z-index: 2147483000; box-sizing: border-box; }
.launcher {
  --accent: #3b5bdb; --on-accent: #fff;
  inset-block-end: calc(20px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px;
  inline-size: 60px; block-size: 60px; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
  color: var(--on-accent); background: var(--accent);
  box-shadow: 0 1px 3px rgb(0 0 0 / .16), 0 8px 24px rgb(0 0 0 / .2);
  transition: transform .18s cubic-bezier(.2,.8,.3,1), box-shadow .18s, opacity .18s;
  -webkit-tap-highlight-color: transparent;
}
.launcher::before { content: ""; position: absolute; inset: 0; border-radius: 50%; background: linear-gradient(160deg, rgb(255 255 255 / .18), rgb(255 255 255 / 0) 60%); }
.launcher:hover { transform: scale(1.06); box-shadow: 0 2px 6px rgb(0 0 0 / .18), 0 12px 32px rgb(0 0 0 / .24); }
.launcher:active { transform: scale(.96); }
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
.start .launcher, .start .panel { inset-inline: 20px auto; }
svg { position: absolute; inset: 0; margin: auto; inline-size: 28px; block-size: 28px; transition: transform .22s, opacity .16s; }
.down { opacity: 0; transform: rotate(-60deg) scale(.6); }
[aria-expanded=true] .chat { opacity: 0; transform: rotate(60deg) scale(.6); }
[aria-expanded=true] .down { opacity: 1; transform: none; }
.badge {
  position: absolute; inset-block-start: -3px; inset-inline-end: -3px; min-inline-size: 22px; block-size: 22px; padding: 0 6px;
  box-sizing: border-box; border-radius: 11px; border: 2px solid #fff; background: #d92d20; color: #fff;
  font: 700 12px/18px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-align: center;
}
.badge[hidden] { display: none; }
.panel {
  inset-block-end: calc(92px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px;
  inline-size: 400px; block-size: min(640px, calc(100vh - 112px)); max-inline-size: calc(100vw - 40px);
  border-radius: 18px; overflow: hidden; background: #fff;
  box-shadow: 0 0 0 1px rgb(0 0 0 / .06), 0 12px 48px rgb(0 0 0 / .24);
  visibility: hidden; opacity: 0; transform: translateY(14px) scale(.98); transform-origin: 100% 100%;
  transition: opacity .18s, transform .22s cubic-bezier(.2,.8,.3,1), visibility 0s .22s;
}
.panel.open { visibility: visible; opacity: 1; transform: none; transition-delay: 0s; }
iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; background: transparent; color-scheme: normal; }
.waiting {
  position: absolute; inset: 0; display: grid; place-items: center; margin: 0; padding: 40px; color: #5b6270; text-align: center;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.waiting:empty::after {
  content: ""; inline-size: 28px; block-size: 28px; border-radius: 50%; border: 3px solid #c9ced8; border-block-start-color: #5b6270; animation: turn .9s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-color-scheme: dark) { .panel { background: #17191e; } .waiting { color: #a5adbb; } }
/* Until the chat is there the frame is unseen: a browser's own error page is not for customers. */
.panel:not([data-state=ready]) iframe { visibility: hidden; }
[data-state=ready] .waiting { display: none; }
@media (max-width: 667px) {
  .panel, .start .panel {
    inset: 0 auto auto 0; inline-size: 100vw; block-size: 100%; max-inline-size: none; border-radius: 0; box-shadow: none;
    padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
  }
  .open[data-state=ready] + .launcher { visibility: hidden; }
}
@media (prefers-reduced-motion: reduce) { .launcher, .panel, svg { transition: none !important; } .waiting::after { animation: none !important; } .launcher:hover { transform: none; } }
@media print { .launcher, .panel { display: none; } }
`;var C="http://www.w3.org/2000/svg",F="(max-width: 667px)";function R(t,e){let n=document.createElementNS(C,"svg");n.setAttribute("viewBox","0 0 24 24"),n.setAttribute("class",t),n.setAttribute("aria-hidden","true");let i=document.createElementNS(C,"path");for(let[s,o]of Object.entries({d:e,fill:"none",stroke:"currentColor","stroke-width":"2"}))i.setAttribute(s,o);return i.setAttribute("stroke-linecap","round"),i.setAttribute("stroke-linejoin","round"),n.append(i),n}function D(){let t=document.createElement("button");t.type="button",t.className="launcher",t.setAttribute("aria-controls","panel"),t.setAttribute("aria-expanded","false"),t.setAttribute("aria-label",d.open);let e=document.createElement("span");return e.className="badge",e.hidden=!0,e.setAttribute("aria-hidden","true"),t.append(R("chat","M12 3.5c5 0 9 3.4 9 7.8s-4 7.8-9 7.8c-1 0-2-.1-2.9-.4L4.3 20.5l1-3.6C3.9 15.5 3 13.5 3 11.3c0-4.4 4-7.8 9-7.8ZM8.5 11.4h.01M12 11.4h.01M15.5 11.4h.01"),R("down","M6 9.5l6 6 6-6"),e),{button:t,badge:e}}function B(t,e){let n=()=>{let i=window.visualViewport,s=i!==null&&e()&&t.classList.contains("open");t.style.height=s?`${i.height}px`:"",t.style.top=s?`${i.offsetTop}px`:""};return window.visualViewport?.addEventListener("resize",n),window.visualViewport?.addEventListener("scroll",n),n}function H(t){let e=document.createElement("div"),n=e.attachShadow({mode:"closed"}),i=new CSSStyleSheet;i.replaceSync(P),n.adoptedStyleSheets=[i];let s=document.createElement("div");s.className=t==="start"?"start":"end";let o=document.createElement("div");o.className="panel",o.id="panel",o.setAttribute("role","dialog"),o.setAttribute("aria-modal","false"),o.setAttribute("aria-label",d.chat);let r=document.createElement("iframe");r.title=d.chat,r.allow="autoplay; clipboard-write",r.tabIndex=-1;let p=document.createElement("p");p.className="waiting",p.setAttribute("role","status"),o.append(p,r);let{button:l,badge:m}=D();s.append(o,l),n.append(s),document.body.append(e);let u=matchMedia(F),h=()=>u.matches,f=B(o,h),v="",w=!1,x=a=>{if(a===w)return;let c=document.documentElement.style;a&&(v=c.overflow),c.overflow=a?"hidden":v,w=a};return u.addEventListener("change",()=>{x(u.matches&&o.classList.contains("open")),f()}),{button:l,panel:o,frame:r,isFullScreen:h,setOpen(a){o.classList.toggle("open",a),l.setAttribute("aria-expanded",String(a)),r.tabIndex=a?0:-1,x(a&&h()),f()},setLoaded(a){o.dataset.state=a,p.textContent=a==="unavailable"?d.unavailable:""},setUnread(a,c){m.hidden=a===0,m.textContent=a>99?"99+":String(a),l.setAttribute("aria-label",c)},setLook(a,c,I,y){l.style.setProperty("--accent",a),l.style.setProperty("--on-accent",c),o.style.backgroundColor=I,o.setAttribute("aria-label",y),r.title=y}}}var _=15e3;function $(t,e){let n=new URL("widget/frame",t);n.searchParams.set("host",location.origin);for(let i of["queue","locale","theme"]){let s=e[i];s&&n.searchParams.set(i,s)}return n.href}var g=class{constructor(e,n){this.base=e;this.options=n;O(n.locale||navigator.language),this.origin=new URL(e).origin,this.shown=n.identity?{token:n.identity}:null,this.view=H(n.side??"end"),this.view.button.addEventListener("click",()=>this.toggle()),this.view.panel.addEventListener("keydown",i=>i.key==="Escape"&&this.close()),addEventListener("message",i=>this.heard(i)),document.addEventListener("visibilitychange",()=>this.showCountInTitle()),A(()=>this.tellPage())}base;options;origin;view;isOpen=!1;isReady=!1;patience=0;unread=0;shown;title=null;load(){this.isReady||this.patience||(this.view.setLoaded("loading"),this.view.frame.src=$(this.base,this.options),this.patience=window.setTimeout(()=>{this.patience=0,this.view.setLoaded("unavailable")},_))}identify(e){this.shown=typeof e=="string"?{token:e}:{...e},this.tell({t:"identity",shown:this.shown})}logout(){this.shown=null,this.tell({t:"identity",shown:null})}open(){this.setOpen(!0)}close(){this.setOpen(!1)}toggle(){this.setOpen(!this.isOpen)}setOpen(e){e!==this.isOpen&&(this.isOpen=e,e&&this.load(),this.view.setOpen(e),this.tell({t:"panel",open:e,touch:matchMedia("(pointer: coarse)").matches}),e?this.view.frame.focus():this.view.button.focus())}tell(e){this.isReady&&this.view.frame.contentWindow?.postMessage(S(e),this.origin)}tellPage(){this.tell({t:"page",...M(this.title?.plain)})}heard(e){if(e.origin!==this.origin||e.source!==this.view.frame.contentWindow)return;let n=E(e.data);n&&this.act(n)}act(e){switch(e.t){case"ready":this.isReady=!0,clearTimeout(this.patience),this.view.setLoaded("ready"),this.isOpen&&this.view.frame.focus(),this.shown&&this.tell({t:"identity",shown:this.shown}),this.tell({t:"panel",open:this.isOpen,touch:matchMedia("(pointer: coarse)").matches}),this.tellPage();break;case"look":this.view.setLook(e.accent,e.onAccent,e.surface,e.title);break;case"launcher":this.unread=e.unread,this.view.setUnread(e.unread,e.label),this.showCountInTitle();break;case"open":this.open();break;case"close":this.close();break;case"navigate":this.navigate(e.url);break}}navigate(e){let n=new URL(e,location.href);T(n.href,location.href)&&location.assign(n.href)}showCountInTitle(){this.title&&document.title===this.title.counted&&(document.title=this.title.plain),this.title=null,document.hidden&&this.unread>0&&(this.title={plain:document.title,counted:`(${this.unread}) ${document.title}`},document.title=this.title.counted)}};function V(t){let e=new g(t.src,t.dataset);window.Deskbridge={identify:n=>e.identify(n),logout:()=>e.logout(),open:()=>e.open(),close:()=>e.close(),toggle:()=>e.toggle()},document.readyState==="complete"?e.load():addEventListener("load",()=>e.load())}var b=document.currentScript;b instanceof HTMLScriptElement&&!window.Deskbridge&&(document.body?V(b):document.addEventListener("DOMContentLoaded",()=>V(b)));})();
