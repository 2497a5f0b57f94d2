export { EditorLoading as default } from "../../../../../editor/editor-loading.tsx";
