/** Starts the page: the live line, then the shell with its worlds. */
import { render } from "preact";
import { connect } from "./live";
import { Shell } from "./shell/shell";
import "./styles/index.css";

const root = document.getElementById("app");
if (root) render(<Shell />, root);
connect();
