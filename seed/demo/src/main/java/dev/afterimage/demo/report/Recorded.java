package dev.afterimage.demo.report;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.expiry.Expirations;
import dev.afterimage.parking.ParkingLot;

/** What the worker keeps beside the views. */
public record Recorded(AuditLog log, Expirations expirations, ParkingLot parkingLot) {}
