/** The file input of modals, and how a chosen file becomes the base64 that the playground takes. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import type { NewFile } from "../slack/client";
import type { FieldProps } from "./inputs";

export async function readFile(file: File): Promise<NewFile> {
  const url = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(new Error(`“${file.name}” cannot be read.`));
    reader.readAsDataURL(file);
  });
  return {
    name: file.name,
    mimetype: file.type || "application/octet-stream",
    base64: url.slice(url.indexOf(",") + 1),
  };
}

export function FileInput({ element, value, change, aria }: FieldProps): JSX.Element {
  const files = (value.files as NewFile[] | undefined) ?? [];
  const take = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const added = await Promise.all([...(input.files ?? [])].map(readFile));
    input.value = "";
    change({ files: [...files, ...added].slice(0, element.max_files ?? 10) });
  };
  const accept = element.filetypes?.map((each) => `.${each}`).join(",");
  return (
    <div class="file-input">
      {files.map((file, at) => (
        <span key={at} class="chip">
          <span>{file.name}</span>
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            onClick={() => change({ files: files.filter((each) => each !== file) })}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      <label class="button file-pick">
        <Icon name="clip" size={16} />
        <span>Add a file</span>
        <input
          {...aria}
          type="file"
          multiple={(element.max_files ?? 10) > 1}
          accept={accept}
          onChange={(event) => void take(event)}
        />
      </label>
    </div>
  );
}
