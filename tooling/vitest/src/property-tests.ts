import fc from "fast-check";

// Property tests draw the same values in every run: a red run is then about the change at hand, and
// can be repeated. `QUOIN_FUZZ_SEED=random` looks for new trouble; a failing property prints its seed.
const given = process.env["QUOIN_FUZZ_SEED"] ?? "1450";
const seed = given === "random" ? Date.now() : Number(given);
if (!Number.isSafeInteger(seed))
  throw new Error(`QUOIN_FUZZ_SEED is ${given}; give a whole number or random`);

fc.configureGlobal({ seed });
