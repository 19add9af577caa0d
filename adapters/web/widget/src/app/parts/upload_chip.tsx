/** One attached file above the text field: thumbnail or icon, progress, what went wrong, remove. */
import { text } from "../strings";
import { fileSize } from "../times";
import type { Upload } from "../uploads";
import { Icon } from "./icon";

export function UploadChip({ upload, remove }: { upload: Upload; remove: () => void }) {
  const isUploading = upload.done === null && upload.error === null;
  return (
    <li class={`upload ${upload.error ? "wrong" : ""}`}>
      {upload.preview ? <img class="upload-thumb" src={upload.preview} alt="" /> : <span class="upload-thumb"><Icon name="file" /></span>}
      <span class="upload-words">
        <span class="upload-name" title={upload.name}>
          {upload.name}
        </span>
        {upload.error ? (
          <span class="upload-error" role="alert">
            {upload.error}
          </span>
        ) : (
          <span class="upload-size">{fileSize(upload.size)}</span>
        )}
        {isUploading && <progress max={100} value={upload.percent} aria-label={text.uploading(upload.name, upload.percent)} />}
      </span>
      <button type="button" class="icon-button small" aria-label={text.removeFile(upload.name)} onClick={remove}>
        <Icon name="close" />
      </button>
    </li>
  );
}
