"use strict";(()=>{var w="deskbridge";function y(t){return{...t,mark:w,v:1}}function k(t){if(typeof t!="object"||t===null)return null;let e=t;return e.mark===w&&e.v===1&&typeof e.t=="string"?e:null}function S(t,e){let[n,i]=[E(t),E(e)];return n!==null&&n===i}function E(t){try{let e=new URL(t);return/^https?:$/.test(e.protocol)?e.hostname.replace(/^www\./,""):null}catch{return null}}function R(t){let e=new URL(t),n=/^#!?\//.test(e.hash)?e.hash.split("?")[0]??"":"";return e.origin+e.pathname+n}function T(t=document.title){return{url:R(location.href),title:t.slice(0,200)}}function L(t){let e=0,n=()=>{clearTimeout(e),e=window.setTimeout(t,400)};for(let i of["pushState","replaceState"]){let r=history[i];history[i]=function(...o){r.apply(this,o),n()}}addEventListener("popstate",n),addEventListener("hashchange",n)}var M=`
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
@media (max-width: 667px) {
  .panel, .start .panel {
    inset: 0 auto auto 0; inline-size: 100vw; block-size: 100%; max-inline-size: none; border-radius: 0; box-shadow: none;
    padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
  }
  .open + .launcher { visibility: hidden; }
}
@media (prefers-reduced-motion: reduce) { .launcher, .panel, svg { transition: none !important; } .launcher:hover { transform: none; } }
@media print { .launcher, .panel { display: none; } }
`;var A="http://www.w3.org/2000/svg",V="(max-width: 667px)";function O(t,e){let n=document.createElementNS(A,"svg");n.setAttribute("viewBox","0 0 24 24"),n.setAttribute("class",t),n.setAttribute("aria-hidden","true");let i=document.createElementNS(A,"path");for(let[r,o]of Object.entries({d:e,fill:"none",stroke:"currentColor","stroke-width":"2"}))i.setAttribute(r,o);return i.setAttribute("stroke-linecap","round"),i.setAttribute("stroke-linejoin","round"),n.append(i),n}function C(){let t=document.createElement("button");t.type="button",t.className="launcher",t.setAttribute("aria-controls","panel"),t.setAttribute("aria-expanded","false"),t.setAttribute("aria-label","Open chat");let e=document.createElement("span");return e.className="badge",e.hidden=!0,e.setAttribute("aria-hidden","true"),t.append(O("chat","M12 3.5c5 0 9 3.4 9 7.8s-4 7.8-9 7.8c-1 0-2-.1-2.9-.4L4.3 20.5l1-3.6C3.9 15.5 3 13.5 3 11.3c0-4.4 4-7.8 9-7.8ZM8.5 11.4h.01M12 11.4h.01M15.5 11.4h.01"),O("down","M6 9.5l6 6 6-6"),e),{button:t,badge:e}}function I(t,e){let n=()=>{let i=window.visualViewport,r=i!==null&&e()&&t.classList.contains("open");t.style.height=r?`${i.height}px`:"",t.style.top=r?`${i.offsetTop}px`:""};return window.visualViewport?.addEventListener("resize",n),window.visualViewport?.addEventListener("scroll",n),n}function z(t){let e=document.createElement("div"),n=e.attachShadow({mode:"closed"}),i=new CSSStyleSheet;i.replaceSync(M),n.adoptedStyleSheets=[i];let r=document.createElement("div");r.className=t==="start"?"start":"end";let o=document.createElement("div");o.className="panel",o.id="panel",o.setAttribute("role","dialog"),o.setAttribute("aria-modal","false"),o.setAttribute("aria-label","Chat");let s=document.createElement("iframe");s.title="Chat",s.allow="autoplay; clipboard-write",s.tabIndex=-1,o.append(s);let{button:l,badge:b}=C();r.append(o,l),n.append(r),document.body.append(e);let d=matchMedia(V),p=()=>d.matches,m=I(o,p),f="",g=!1,v=a=>{if(a===g)return;let c=document.documentElement.style;a&&(f=c.overflow),c.overflow=a?"hidden":f,g=a};return d.addEventListener("change",()=>{v(d.matches&&o.classList.contains("open")),m()}),{button:l,panel:o,frame:s,isFullScreen:p,setOpen(a){o.classList.toggle("open",a),l.setAttribute("aria-expanded",String(a)),s.tabIndex=a?0:-1,v(a&&p()),m()},setUnread(a,c){b.hidden=a===0,b.textContent=a>99?"99+":String(a),l.setAttribute("aria-label",c)},setLook(a,c,H,x){l.style.setProperty("--accent",a),l.style.setProperty("--on-accent",c),o.style.backgroundColor=H,o.setAttribute("aria-label",x),s.title=x}}}function N(t,e){let n=new URL("widget/frame",t);n.searchParams.set("host",location.origin);for(let i of["queue","locale","theme"]){let r=e[i];r&&n.searchParams.set(i,r)}return n.href}var h=class{constructor(e,n){this.base=e;this.options=n;this.origin=new URL(e).origin,this.view=z(n.side??"end"),this.view.button.addEventListener("click",()=>this.toggle()),this.view.panel.addEventListener("keydown",i=>i.key==="Escape"&&this.close()),addEventListener("message",i=>this.heard(i)),document.addEventListener("visibilitychange",()=>this.showCountInTitle()),L(()=>this.tellPage())}base;options;origin;view;isOpen=!1;isReady=!1;unread=0;title=null;load(){this.view.frame.src||(this.view.frame.src=N(this.base,this.options))}open(){this.setOpen(!0)}close(){this.setOpen(!1)}toggle(){this.setOpen(!this.isOpen)}setOpen(e){e!==this.isOpen&&(this.isOpen=e,this.load(),this.view.setOpen(e),this.tell({t:"panel",open:e,touch:matchMedia("(pointer: coarse)").matches}),e?this.view.frame.focus():this.view.button.focus())}tell(e){this.isReady&&this.view.frame.contentWindow?.postMessage(y(e),this.origin)}tellPage(){this.tell({t:"page",...T(this.title?.plain)})}heard(e){if(e.origin!==this.origin||e.source!==this.view.frame.contentWindow)return;let n=k(e.data);n&&this.act(n)}act(e){switch(e.t){case"ready":this.isReady=!0,this.tell({t:"panel",open:this.isOpen,touch:matchMedia("(pointer: coarse)").matches}),this.tellPage();break;case"look":this.view.setLook(e.accent,e.onAccent,e.surface,e.title);break;case"launcher":this.unread=e.unread,this.view.setUnread(e.unread,e.label),this.showCountInTitle();break;case"open":this.open();break;case"close":this.close();break;case"navigate":this.navigate(e.url);break}}navigate(e){let n=new URL(e,location.href);S(n.href,location.href)&&location.assign(n.href)}showCountInTitle(){this.title&&document.title===this.title.counted&&(document.title=this.title.plain),this.title=null,document.hidden&&this.unread>0&&(this.title={plain:document.title,counted:`(${this.unread}) ${document.title}`},document.title=this.title.counted)}};function P(t){let e=new h(t.src,t.dataset);window.Deskbridge={open:()=>e.open(),close:()=>e.close(),toggle:()=>e.toggle()},document.readyState==="complete"?e.load():addEventListener("load",()=>e.load())}var u=document.currentScript;u instanceof HTMLScriptElement&&!window.Deskbridge&&(document.body?P(u):document.addEventListener("DOMContentLoaded",()=>P(u)));})();
