// One exponential server behind Poisson arrivals, alike in all programs (mm1.py is the same; mm1.js draws its own): a customer comes a
// second in the mean divided by the load, and is served for a second in the mean. Gaps and services are drawn from streams of their own,
// the service when the customer comes.
#pragma once

#include <cstdint>

constexpr uint32_t MM1_ARRIVALS_SEED = 20103;
constexpr uint32_t MM1_SERVICES_SEED = 20104;
