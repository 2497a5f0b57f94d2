// What a server component may render without sending script. Components that need
// script are imported one by one: "@quoin/ui/dialog", "@quoin/ui/menu" and so on.
export { ActingBar } from "./acting-bar.tsx";
export type { ActingBarProps } from "./acting-bar.tsx";
export { Answer } from "./answer.tsx";
export type { AnswerProps } from "./answer.tsx";
export { Button, ButtonLink, buttonClass, IconButton, LinkButton } from "./button.tsx";
export type {
  ButtonLinkProps,
  ButtonLook,
  ButtonProps,
  ButtonVariant,
  IconButtonProps,
} from "./button.tsx";
export { classNames } from "./class-names.ts";
export { formatDate, formatRelative } from "./date-format.ts";
export type { DateOptions, DateStyle } from "./date-format.ts";
export { DateText } from "./date-text.tsx";
export type { DateTextProps } from "./date-text.tsx";
export { ElsewhereLink } from "./elsewhere-link.tsx";
export type { ElsewhereLinkProps } from "./elsewhere-link.tsx";
export { Checkbox, Field, Select, TextArea, TextInput } from "./field.tsx";
export type {
  CheckboxProps,
  FieldProps,
  FieldText,
  FieldWiring,
  SelectProps,
  TextAreaProps,
  TextInputProps,
} from "./field.tsx";
export { FormMessage } from "./form-message.tsx";
export type { FormMessageProps } from "./form-message.tsx";
export { Icon } from "./icon.tsx";
export type { IconName } from "./icon.tsx";
export { Avatar, Badge, Chip, initials, Kbd, Keys, OxfordRule, SearchMark, Tag } from "./label.tsx";
export type { AvatarProps, TagProps, Tone } from "./label.tsx";
export { LockBar } from "./lock-bar.tsx";
export type { LockBarProps } from "./lock-bar.tsx";
export { Mark } from "./mark.tsx";
export { Ornament } from "./ornament.tsx";
export type { OrnamentProps } from "./ornament.tsx";
export { Pager } from "./pager.tsx";
export type { PagerProps } from "./pager.tsx";
export { formatFigure, Plot, PlotTable } from "./plot.tsx";
export type { FigureFormat, PlotNames, PlotPoint, PlotProps, PlotTableProps } from "./plot.tsx";
export { Segmented } from "./segmented.tsx";
export type { SegmentedProps } from "./segmented.tsx";
export { SparkBars, Sparkline } from "./sparkline.tsx";
export type { SparkBarsProps, SparklineProps } from "./sparkline.tsx";
export { Delta, Stat } from "./stat.tsx";
export type { DeltaProps, StatProps } from "./stat.tsx";
export { EmptyState, ErrorState, Skeleton, SkeletonRows } from "./states.tsx";
export type { EmptyStateProps, ErrorStateProps } from "./states.tsx";
export { StatusGlyph, StatusLabel, statusWord } from "./status.tsx";
export type { CommentStatus, PostStatus, Status } from "./status.tsx";
export { TabLinks } from "./tab-links.tsx";
export type { TabLink, TabLinksProps } from "./tab-links.tsx";
export { parseTheme, themeCookie, themeScript } from "./theme.ts";
export type { Theme } from "./theme.ts";
