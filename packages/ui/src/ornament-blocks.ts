/**
 * The blocks that ornaments are built from. A tile is three characters: its shape, its
 * quarter turns clockwise, and which of the two colours it takes; "···" is bare ground.
 * They were chosen by eye from many: a hash alone makes noise as often as pattern.
 */
export const squareBlocks: readonly string[] = [
  "··· t31 / k20 d10",
  "w11 k01 / t00 w31",
  "··· k30 / w30 t00",
];

export const wideBlocks: readonly string[] = ["d20 t30 t00 / d31 d21 k00 / w00 t11 t01"];
