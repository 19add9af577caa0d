/** Files in a message: pictures as thumbnails that open larger, everything else as a card to download. */
import { useRef } from "preact/hooks";
import { text } from "../strings";
import { fileSize } from "../times";
import type { FilePart } from "../wire";
import { Icon } from "./icon";

const THUMB_W = 240;
const THUMB_H = 260;

export function FileCard({ file }: { file: FilePart }) {
  return file.mime.startsWith("image/") && file.url ? <Picture file={file} /> : <Document file={file} />;
}

/** The size a picture takes, known before it has loaded, so that the log does not jump. */
function thumbSize(file: FilePart): { width: number; height: number } | undefined {
  if (!file.width || !file.height) return undefined;
  const scale = Math.min(1, THUMB_W / file.width, THUMB_H / file.height);
  return { width: Math.max(48, Math.round(file.width * scale)), height: Math.max(48, Math.round(file.height * scale)) };
}

function Picture({ file }: { file: FilePart }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  return (
    <>
      <button type="button" class="thumb" aria-label={text.viewImage(file.name)} onClick={() => dialog.current?.showModal()}>
        <img src={file.url} alt={file.name} {...thumbSize(file)} />
      </button>
      <dialog class="lightbox" ref={dialog} aria-label={file.name} onClick={(event) => event.target === dialog.current && close()}>
        <div class="lightbox-bar">
          <span class="lightbox-name">{file.name}</span>
          <a class="icon-button" href={file.url} download={file.name} target="_blank" rel="noopener noreferrer" aria-label={text.download(file.name)}>
            <Icon name="download" />
          </a>
          <button type="button" class="icon-button" aria-label={text.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <img src={file.url} alt={file.name} onClick={close} />
      </dialog>
    </>
  );
}

function Document({ file }: { file: FilePart }) {
  const extension = /\.([a-z0-9]{1,4})$/i.exec(file.name)?.[1]?.toUpperCase();
  const inside = (
    <>
      <span class="file-icon" aria-hidden="true">{extension ? <span>{extension}</span> : <Icon name="file" />}</span>
      <span class="file-words">
        <span class="file-name">{file.name}</span>
        <span class="file-size">{fileSize(file.size)}</span>
      </span>
    </>
  );
  if (!file.url) return <span class="file-card">{inside}</span>;
  return (
    <a class="file-card" href={file.url} download={file.name} target="_blank" rel="noopener noreferrer">
      <span class="sr-only">{text.downloadFile}</span>
      {inside}
      <Icon name="download" />
    </a>
  );
}
