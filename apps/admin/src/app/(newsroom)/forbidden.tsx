export { ForbiddenPage as default } from "../../frame/refused-page.tsx";
