export { PageLoading as default } from "../../../frame/page-loading.tsx";
